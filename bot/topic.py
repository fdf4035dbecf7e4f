"""A question that names nothing, read as one about what was asked before: "How many people died?" after a stampede.

Whether it is meant so shows in the articles: it is asked both ways, and the way whose best sentence is the surer one
is taken. Questions about something new find little with the old topic behind them.
"""

import re
from collections.abc import Sequence

from bot.conversation import Turn
from bot.reading.names import names
from bot.reading.words import tokenize

MOST_WORDS = 6
_TOPIC = re.compile(r"\(([^()]+)\)\?$")


def with_topic(question: str, turns: Sequence[Turn]) -> str | None:
    """The question with the last one's topic behind it; None for one that has a name or a number of its own."""
    if not turns or names(question) or any(token.text[0].isdigit() for token in tokenize(question)):
        return None
    last = turns[-1].question
    kept = _TOPIC.search(last)
    topic = kept[1] if kept else " ".join([token.text for token in tokenize(last) if token.is_content][:MOST_WORDS])
    return f"{question.rstrip(' ?')} ({topic})?" if topic else None
