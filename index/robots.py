"""What a site's robots.txt asks of us."""

from urllib.robotparser import RobotFileParser

AGENT = "Citewire"


class Robots:
    """The rules of one site."""

    def __init__(self, status: int, text: bytes) -> None:
        """From the answer to a request for the site's robots.txt: https://www.rfc-editor.org/rfc/rfc9309#section-2.3."""
        self.known = status < 500
        self._rules = RobotFileParser()
        # Without a file (any 4xx) everything is allowed.
        self._rules.parse(text.decode("utf-8-sig", errors="replace").splitlines() if status < 300 else [])

    def fault(self, url: str) -> str | None:
        """Why a page must be left alone, None when it may be fetched."""
        if not self.known:
            return "the site's robots.txt cannot be had, so its pages are left alone; try again later"
        if not self._rules.can_fetch(AGENT, url):
            return "the site's robots.txt asks not to fetch this page"
        return None


UNREACHABLE = Robots(503, b"")
