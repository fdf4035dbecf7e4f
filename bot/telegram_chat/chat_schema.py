"""The tables of the chat database, as a list of steps: a database of step n is brought up to date by those after it."""

CHATS = """
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
PEOPLE = """
CREATE TABLE people (
    person_id INTEGER PRIMARY KEY,
    language  TEXT,               -- null: as in the person's Telegram
    care      TEXT                -- null: balanced
);
CREATE TABLE turns (
    update_id INTEGER PRIMARY KEY,
    chat_id   INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,   -- 0 outside of topics
    person_id INTEGER,
    question  TEXT NOT NULL,
    cited     TEXT NOT NULL,      -- JSON: the sentences that were cited
    said      INTEGER NOT NULL DEFAULT (unixepoch())
);
ALTER TABLE outbox ADD COLUMN is_notice INTEGER NOT NULL DEFAULT 0;  -- holds the place of an answer
CREATE INDEX turns_chat ON turns (chat_id, thread_id, said);
"""
FORGOTTEN = """
CREATE TABLE asked (              -- what the limits count; a person's wish to be forgotten leaves it for a day
    update_id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL,
    moment    INTEGER NOT NULL DEFAULT (unixepoch())
);
CREATE INDEX asked_person ON asked (person_id, moment);
INSERT INTO asked
    SELECT update_id, person_id, asked FROM answers
    WHERE update_id IS NOT NULL AND person_id IS NOT NULL AND asked > unixepoch() - 86400;
ALTER TABLE outbox ADD COLUMN person_id INTEGER;  -- who is answered; null where that is not known
UPDATE outbox SET person_id = (SELECT person_id FROM answers WHERE answers.update_id = outbox.update_id);
CREATE INDEX outbox_person ON outbox (person_id);
"""
MASKS = """
-- Whoever wrote in the name of a group or channel was noted by the sender that Telegram names for all of them.
UPDATE outbox SET person_id = (SELECT person_id FROM answers WHERE answers.update_id = outbox.update_id)
    WHERE person_id IN (1087968824, 136817688, 777000);
"""
REPLIES = """
ALTER TABLE answers ADD COLUMN message_id INTEGER;  -- what was asked; null where a button was pressed
CREATE INDEX answers_message ON answers (chat_id, message_id);
"""
STEPS = (CHATS, PEOPLE, FORGOTTEN, MASKS, REPLIES)
