"""How a count is told, so that it says nothing of one person."""

STEP = 5
"""Sums are told as the fives they hold (`ethical_walls/doors/24_tallies.sql`)."""


def about_as_many_as(told: int | None) -> str:
    """A sum in words: the five numbers that it is one of, or that it is a small one.

    Args:
        told: A multiple of five as the door tells it; None where the sum is under five.
    """
    return f"Fewer than {STEP}" if told is None else f"{told} to {told + STEP - 1}"
