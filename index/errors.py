"""The errors people are meant to read: each says what, where and how to cure it."""


class CitewireError(Exception):
    """Something outside the program must change: a path, a setting, a file, a network. Printed as one line, exit 1."""


class ArticleError(CitewireError):
    """One article could not be read; the run goes on without it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class DamagedIndexError(CitewireError):
    """The stored index is not what the last run left; `what` names the part. The next run mends it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}; run `citewire index`, which mends it")
        self.what = what
