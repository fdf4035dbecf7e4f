"""Letters that a pattern without regard to case takes for others: "ı" and "İ" for i, "ſ" for s."""

# What is found is looked up in small letters, and none of these is "i" or "s" then. "ſ" is an old s; "ı" is no i: the
# Turkish "50 mı" asks something and counts no miles.
_LOOKALIKES = str.maketrans({"ı": "ɨ", "İ": "Ɨ", "ſ": "s"})


def without_lookalikes(text: str) -> str:
    """The text, as long as it was, with letters that no such pattern takes for others."""
    return text if text.isascii() else text.translate(_LOOKALIKES)
