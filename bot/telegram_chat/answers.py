"""The answers that were given, with their citations, so that a button under an old one still works."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.answer import Answer, Citation
from bot.conversation import Turn
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.chat_store import ChatStore
from index.domain import Evidence, Source


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A stored answer: what buttons need of it. The citations of a refusal are what came nearest."""

    id: int
    chat_id: int
    question: str
    answered: bool
    citations: tuple[Citation, ...]

    def citation(self, number: int) -> Citation | None:
        """The citation with that number."""
        return next((one for one in self.citations if one.number == number), None)


class Answers:
    """Keeps answers by id."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store

    def add(self, asked: Asked, answer: Answer) -> int | None:
        """Keep an answer; its id, None where nobody waits for it any more and nothing is kept.

        The same update's second answer takes the first one's place and id.
        """
        refusal = answer.draft.refusal
        citations = refusal.closest if refusal else answer.draft.citations
        return self._add(asked, answer.standalone_question, citations, answer.answered, answer.seconds.total)

    def add_search(self, asked: Asked, query: str, citations: Sequence[Citation]) -> int | None:
        """Keep what a search found as if it were an answer; its id, or None."""
        return self._add(asked, query, citations, True, None)

    def _add(
        self, asked: Asked, question: str, citations: Sequence[Citation], answered: bool, seconds: float | None
    ) -> int | None:
        with self._store.transaction() as connection:
            row = connection.execute(
                "INSERT INTO answers"
                " (update_id, chat_id, message_id, person_id, question, citations, answered, seconds)"
                " SELECT update_id, ?, ?, ?, ?, ?, ?, ? FROM inbox WHERE update_id = ? AND done = 0"
                " ON CONFLICT (update_id) DO UPDATE SET citations = excluded.citations,"
                " answered = excluded.answered, seconds = excluded.seconds RETURNING id",
                (
                    asked.chat_id,
                    asked.message_id,
                    asked.person_id,
                    question,
                    _to_json(citations),
                    answered,
                    seconds,
                    asked.update_id,
                ),
            ).fetchone()
            if asked.person_id is not None:
                connection.execute(
                    "INSERT OR IGNORE INTO asked (update_id, person_id) VALUES (?, ?)",
                    (asked.update_id, asked.person_id),
                )
        return int(row["id"]) if row else None

    def count_since(self, person_id: int, seconds: int) -> int:
        """How many questions and searches of a person were answered in the last `seconds`, at most a day.

        Those that are forgotten count too, or a person who has asked enough could begin anew.
        """
        with self._store.transaction() as connection:
            row = connection.execute(
                "SELECT count(*) AS many FROM asked WHERE person_id = ? AND moment > unixepoch() - ?",
                (person_id, seconds),
            ).fetchone()
        return int(row["many"])

    def forget(self, person_id: int) -> None:
        """Erase what a person asked and was answered, in groups too; in a private chat the person is the chat.

        A group or channel in whose name was asked has a negative id: what others asked in it stays.
        """
        whose = {"id": person_id, "chat": person_id if person_id > 0 else None}
        with self._store.transaction() as connection:
            for table in ("answers", "turns"):
                connection.execute(f"DELETE FROM {table} WHERE person_id = :id OR chat_id = :chat", whose)  # noqa: S608
            connection.execute("DELETE FROM people WHERE person_id = ?", (person_id,))
            connection.execute(
                "UPDATE outbox SET person_id = NULL,"
                " payload = json_set(payload, '$.text', '', '$.entities', json('[]'), '$.keyboard', NULL)"
                " WHERE (person_id = :id OR chat_id = :chat)"
                " AND update_id NOT IN (SELECT update_id FROM inbox WHERE done = 0)",  # those are still to be sent
                whose,
            )
        self._store.overwrite_erased()

    def get(self, answer_id: int, chat_id: int) -> GivenAnswer | None:
        """The answer, if it was given in that chat: a press can be forged, and must not open another chat's answer."""
        with self._store.transaction() as connection:
            row = connection.execute(
                "SELECT * FROM answers WHERE id = ? AND chat_id = ?", (answer_id, chat_id)
            ).fetchone()
        if row is None:
            return None
        return GivenAnswer(row["id"], chat_id, row["question"], bool(row["answered"]), _from_json(row["citations"]))

    def turn_at(self, chat_id: int, message_id: int | None) -> Turn | None:
        """What one of our messages answers and cites, as a turn to go on from; None for any other message.

        A paragraph and what is more like an answer are of the answer above; where a question was edited, that is the
        answer to what it reads like now.
        """
        with self._store.transaction() as connection:
            while message_id is not None:
                row = connection.execute(
                    "SELECT question, citations, answered, json_extract(outbox.payload, '$.reply_to') AS above"
                    " FROM outbox LEFT JOIN answers ON answers.update_id = outbox.update_id"
                    " OR (answers.chat_id = outbox.chat_id"
                    " AND answers.message_id = json_extract(outbox.payload, '$.reply_to'))"
                    " WHERE outbox.chat_id = ? AND outbox.message_id = ? ORDER BY answers.id DESC LIMIT 1",
                    (chat_id, message_id),
                ).fetchone()
                if row is not None and row["question"] is not None:
                    cited = _from_json(row["citations"]) if row["answered"] else ()
                    return Turn(row["question"], tuple(one.evidence.text for one in cited))
                message_id = row["above"] if row else None
        return None

    def add_citations(self, answer_id: int, citations: Sequence[Citation]) -> None:
        """Citations shown later under the same answer, numbered on."""
        with self._store.transaction() as connection:
            row = connection.execute("SELECT citations FROM answers WHERE id = ?", (answer_id,)).fetchone()
            if row is None:  # erased meanwhile
                return
            known = _from_json(row["citations"])
            numbers = {one.number for one in known}
            merged = [*known, *(one for one in citations if one.number not in numbers)]
            connection.execute("UPDATE answers SET citations = ? WHERE id = ?", (_to_json(merged), answer_id))

    def rate(self, answer_id: int, feedback: int) -> None:
        """Keep what a reader thought of it: 1 helpful, -1 not; the last word counts."""
        with self._store.transaction() as connection:
            connection.execute("UPDATE answers SET feedback = ? WHERE id = ?", (feedback, answer_id))


def _to_json(citations: Sequence[Citation]) -> str:
    return json.dumps([asdict(citation) for citation in citations], ensure_ascii=False)


def _from_json(text: str) -> tuple[Citation, ...]:
    return tuple(Citation(one["number"], _evidence(one["evidence"])) for one in json.loads(text))


def _evidence(fields: dict[str, Any]) -> Evidence:
    """What buttons need of it; how it was found is not taken up again."""
    return Evidence(
        source=Source(**fields["source"]),
        start=fields["start"],
        end=fields["end"],
        text=fields["text"],
        score=fields["score"],
        around=tuple(fields["around"]) if fields.get("around") else None,
        also_in=tuple(Source(**one) for one in fields.get("also_in", ())),
    )
