"""What of a question's words a text holds, rare words weighing more than common ones."""

import math
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from index.lexicon import Lexicon
from index.lexicon_fields import word_analyzer

_WORD = re.compile(r"\w[\w'’.-]*")
# Words that ask, refer or join: what is left is what the question is about. English; in another language the common
# words weigh little by their frequency.
_STOP_WORDS = """
a about after again all also an and any are as at be because been before being both but by can could did do does during
each for from had has have he her here hers him his how i if in into is it its itself many may me might more most much
must my no nor not now of off on only or our out over shall she should so some such than that the their them then there
these they this those to too under until up upon very was we were what when where which while who whom whose why will
with within would you your according article articles call called mention mentioned named name passage said say says
tell text told
"""


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """The stems of a question's content words with their inverse document frequency."""

    weights: Mapping[str, float]

    def coverage(self, held: AbstractSet[str]) -> float:
        """The weighted share, 0..1, of the question's stems that are among `held`; 0 for a question without any."""
        total = sum(self.weights.values())
        return sum(weight for term, weight in self.weights.items() if term in held) / total if total else 0.0


def asks_nothing(word: str, lexicon: Lexicon) -> bool:
    """Whether a word says nothing of what a question is about."""
    return not set(lexicon.terms(word)) - _stop_terms()


def question_terms(question: str, lexicon: Lexicon) -> QuestionTerms:
    """The question's content words; weights as in BM25 (Robertson and Zaragoza 2009), which are never negative."""
    weights = {}
    for word in _WORD.findall(question):
        frequency = lexicon.document_frequency(word)
        for term in lexicon.terms(word):
            if term not in _stop_terms():
                weights[term] = math.log(1 + (lexicon.documents - frequency + 0.5) / (frequency + 0.5))
    return QuestionTerms(weights)


@cache
def _stop_terms() -> frozenset[str]:
    return frozenset(word_analyzer().analyze(_STOP_WORDS))
