"""An index run that waits for its turn: others may be indexing, such as whoever watches the folder just changed."""

import time
from threading import Event
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.wiring import open_embedder, update
from index.locks import BusyError

if TYPE_CHECKING:
    from index.build import IndexReport

_LONGEST_WAIT = 60.0
_PAUSE = 0.3


def update_in_turn(settings: Settings, longest_wait: float = _LONGEST_WAIT) -> "IndexReport":
    """As `bot.wiring.update`. BusyError when another process is still indexing after `longest_wait` seconds."""
    embedder = open_embedder(settings)
    end = time.monotonic() + longest_wait
    while True:
        try:
            return update(settings, embedder=embedder)
        except BusyError:
            if time.monotonic() > end:
                raise
            Event().wait(_PAUSE)
