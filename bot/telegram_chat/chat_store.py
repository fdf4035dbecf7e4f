"""The chat database: one SQLite file that outlives the process, and the one way to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from index.errors import CitewireError

VERSION = 1
SCHEMA = """
CREATE TABLE inbox (
    update_id  INTEGER PRIMARY KEY,
    chat_id    INTEGER,           -- null where an update belongs to no chat
    message_id INTEGER,           -- set for new messages only, which must be unique in their chat
    payload    TEXT,              -- the update as Telegram sent it; forgotten once it is done
    attempts   INTEGER NOT NULL DEFAULT 0,
    done       INTEGER NOT NULL DEFAULT 0,
    received   INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (chat_id, message_id)
);
CREATE INDEX inbox_open ON inbox (update_id) WHERE done = 0;
CREATE TABLE outbox (
    update_id  INTEGER NOT NULL,  -- the update that is being answered
    part       INTEGER NOT NULL,
    chat_id    INTEGER NOT NULL,
    payload    TEXT NOT NULL,     -- the message to send, as JSON
    state      TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
    message_id INTEGER,           -- once it is sent
    written    INTEGER NOT NULL DEFAULT (unixepoch()),
    PRIMARY KEY (update_id, part)
);
CREATE INDEX outbox_sent ON outbox (chat_id, message_id);
CREATE TABLE answers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    update_id  INTEGER UNIQUE,
    chat_id    INTEGER NOT NULL,
    person_id  INTEGER,
    question   TEXT NOT NULL,
    citations  TEXT NOT NULL,     -- JSON: the numbered evidence, also what only came nearest
    answered   INTEGER NOT NULL,
    seconds    REAL,              -- null where nothing was answered but only searched
    feedback   INTEGER,           -- 1 helpful, -1 not
    asked      INTEGER NOT NULL DEFAULT (unixepoch())
);
CREATE INDEX answers_person ON answers (person_id, asked);
CREATE TABLE chats (
    chat_id     INTEGER PRIMARY KEY,
    active      INTEGER NOT NULL DEFAULT 1,
    migrated_to INTEGER
);
"""


class ChatStore:
    """Opens the database and hands out transactions; safe to use from several threads, one at a time.

    Raises CitewireError if the file is none of ours or of a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise CitewireError(f"{path}: this is no chat database ({error}); move it away to start anew") from error

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

    def _prepare(self) -> None:
        # In WAL mode a killed process loses nothing that was committed; only a power cut could take the last moment.
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            self._connection.close()
            raise CitewireError(f"{self.path}: written by a newer Citewire; update Citewire or move the file away")
        if version == 0:
            self._connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
