"""Answer -> the JSON object that scripts read: the names and their order are an outside interface."""

import json
from dataclasses import asdict

from bot.answer import Answer, Citation
from bot.links import text_fragment_link
from bot.render import answer_text
from index.domain import Evidence

Json = dict[str, object]


def answer_object(answer: Answer) -> Json:
    """One JSON-serialisable object, complete whether answered or refused."""
    draft = answer.draft
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answered": answer.answered,
        "reason": draft.refusal.reason.value if draft.refusal else None,
        "text": answer_text(draft),
        "statements": [{"text": one.text, "citations": list(one.citations)} for one in draft.statements],
        "citations": [citation_object(one) for one in draft.citations],
        "closest": [citation_object(one) for one in draft.refusal.closest] if draft.refusal else [],
        "answerer": answer.answerer,
        "seconds": {
            "search": round(answer.seconds.search, 4),
            "answer": round(answer.seconds.answer, 4),
            "total": round(answer.seconds.total, 4),
        },
    }


def json_line(value: Json) -> str:
    """The object on one line. Half a surrogate pair, which no encoding takes, is written as JSON's own escape."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def citation_object(citation: Citation) -> Json:
    """A citation with all that is needed to check it."""
    return {"number": citation.number, **evidence_object(citation.evidence)}


def evidence_object(evidence: Evidence) -> Json:
    """A sentence with its article's particulars; `quote == article.text[start:end]`.

    `also_in`, the ids of copies of its article that say it too, is there only where there are any.
    """
    also_in = [copy.article_id for copy in evidence.also_in]
    return {
        **asdict(evidence.source),
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.text,
        "link": text_fragment_link(evidence),
        "score": round(evidence.score, 4),
        **({"also_in": also_in} if also_in else {}),
    }
