"""How the Bot API says no."""


class ApiError(Exception):
    """A call is refused: the HTTP status, Telegram's description and, where it gives them, its parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> ApiError:
    """The 400 for `reason`, worded as Telegram words it."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """The 403 for `reason`."""
    return ApiError(403, f"Forbidden: {reason}")
