"""The errors people are meant to read: each says what, where and how to cure it."""


class CitewireError(Exception):
    """Something outside the program must change: a path, a setting, a file, a network. Printed as one line, exit 1."""


class ArticleError(CitewireError):
    """One article could not be read; the run goes on without it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
