"""The chat database: one SQLite file that outlives the process, and the one way to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from bot.telegram_chat.chat_schema import STEPS
from index.errors import CitewireError


class ChatStore:
    """Opens the database and hands out transactions; safe to use from several threads, one at a time.

    Raises CitewireError if the file cannot be written, is none of ours or of a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        except (OSError, sqlite3.OperationalError) as error:
            raise self._unwritable(error) from error
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.OperationalError as error:  # read-only, a full disk
            self._connection.close()
            raise self._unwritable(error) from error
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise CitewireError(f"{path}: this is no chat database ({error}); move it away to start anew") from error

    def _unwritable(self, error: Exception) -> CitewireError:
        reason = error.strerror if isinstance(error, OSError) else error
        return CitewireError(
            f"{self.path.parent}: chats cannot be kept here ({reason}); "
            "let the bot's user write to it, or name another folder with CITEWIRE_DATA"
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing of what is done inside; on disk when it ends. Raises CitewireError if the disk refuses."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                with self._connection:
                    yield self._connection
            except sqlite3.OperationalError as error:
                raise CitewireError(
                    f"{self.path}: {error}; see whether the disk is full or the file is in use"
                ) from error

    def overwrite_erased(self) -> None:
        """Bring the database file up to date and empty its log, where what was erased could still be read."""
        with self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _prepare(self) -> None:
        # In WAL mode a killed process loses nothing that was committed; only a power cut could take the last moment.
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(STEPS):
            self._connection.close()
            raise CitewireError(f"{self.path}: written by a newer Citewire; update Citewire or move the file away")
        for number, step in enumerate(STEPS[version:], start=version + 1):
            self._connection.executescript(f"BEGIN; {step} PRAGMA user_version = {number}; COMMIT;")
