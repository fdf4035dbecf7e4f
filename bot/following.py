"""The index kept up to date beside a chat or the bot, where CITEWIRE_WATCH says so."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.wiring import MOST_PASSAGE_TOKENS, open_index
from index.errors import CitewireError
from index.locks import BusyError
from index.models import Embedder

if TYPE_CHECKING:
    from index.build import Progress

# Fewer than a run of its own takes: between two turns questions get the processor, and the end is heard of.
_PASSAGES_AT_ONCE = 32
logger = logging.getLogger(__name__)


class _EndError(Exception):
    """The program is ending: the run is given up, and the next one goes on with it."""


@contextmanager
def following(settings: Settings, embedder: Embedder) -> Iterator[None]:
    """Follow the folder in a thread until the end of the block; nothing without the setting.

    There is one writer: while another process is indexing, this one leaves it to that, and looks again later.
    """
    if not settings.watch:
        yield
        return
    stop = Event()
    thread = Thread(target=_follow, args=(settings, embedder, stop), name="following", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _follow(settings: Settings, embedder: Embedder, stop: Event) -> None:
    from index.watching import follow

    said: list[str] = []  # the last trouble, so that it is logged once

    def act() -> bool:
        try:
            _update(settings, embedder, stop)
        except _EndError:
            return True
        except BusyError as error:
            logger.info("%s", error)
            return False
        except CitewireError as error:
            if said != [str(error)]:
                logger.warning("%s", error)
            said[:] = [str(error)]
            return False
        said.clear()
        return True

    try:
        follow(settings.articles, act, stop, ignore=settings.data)
    except CitewireError as error:
        logger.warning("%s", error)


def _update(settings: Settings, embedder: Embedder, stop: Event) -> None:
    from index.build import update_index

    def show(_progress: "Progress") -> None:
        if stop.is_set():
            raise _EndError

    store, lexicon = open_index(settings)
    with closing(store):
        report = update_index(
            settings.articles,
            store,
            lexicon,
            embedder,
            max_tokens=MOST_PASSAGE_TOKENS,
            passages_at_once=_PASSAGES_AT_ONCE,
            progress=show,
        )
    for file, reason in report.failed:
        logger.info("%s: %s", file, reason)
    logger.info("indexed: %d added, %d changed, %d removed", report.added, report.changed, report.removed)
