"""The program `citewire`, also as `python -m bot`: the command line, with Ctrl-C heeded before it is loaded."""

import sys

from bot.interrupts import INTERRUPTED, note_interrupts


def start() -> int:
    """Run the command that was typed; its exit code."""
    note_interrupts()
    try:
        from bot.cli import main

        code = main()
    except KeyboardInterrupt:
        code = INTERRUPTED
    # Python remembers a KeyboardInterrupt that leaves text it executes, as dataclasses do, although it is caught later,
    # and then dies of SIGINT instead of exiting with our code. The next text that it executes makes it forget.
    exec("")  # noqa: S102
    return code


if __name__ == "__main__":
    sys.exit(start())
