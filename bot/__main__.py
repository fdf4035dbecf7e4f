"""`python -m bot` is the program `citewire`."""

import sys

from bot.cli import main

sys.exit(main())
