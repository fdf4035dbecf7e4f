"""A citation -> a link that opens the article at the sentence (the URL Fragment Text Directives draft of the W3C)."""

from urllib.parse import quote

from index.domain import Evidence

WHOLE_UP_TO = 120
EDGE_WORDS = 5


def text_fragment_link(evidence: Evidence) -> str | None:
    """The article's url with a text fragment for the sentence; None without a url.

    A long sentence is named by its first and last words, which browsers match as a range; one that its article says
    more than once by the words around it too.
    """
    url = evidence.source.url
    if not url:
        return None
    text = " ".join(evidence.text.split())
    words = text.split(" ")
    if len(text) <= WHOLE_UP_TO or len(words) <= 2 * EDGE_WORDS:
        directive = _encode(text)
    else:
        directive = f"{_encode(' '.join(words[:EDGE_WORDS]))},{_encode(' '.join(words[-EDGE_WORDS:]))}"
    if evidence.around:
        before, after = (_encode(words) for words in evidence.around)
        directive = (f"{before}-," if before else "") + directive + (f",-{after}" if after else "")
    base, _, fragment = url.partition("#")
    return f"{base}#{fragment}:~:text={directive}"


def _encode(text: str) -> str:
    # `-` and `,` are syntax of the directive itself and `&` parts directives; quote() leaves `-` alone.
    return quote(text, safe="").replace("-", "%2D")
