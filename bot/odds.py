"""Probabilities on the scale on which what is known of them adds up."""

from math import log


def log_odds(probability: float, least: float = 1e-6) -> float:
    """Of a probability, 0..1, that counts as at least `least` and at most as much less than 1."""
    bounded = min(max(probability, least), 1 - least)
    return log(bounded / (1 - bounded))
