"""The notice at the top of the next page: what was done, to whom, and what happens by itself."""

from flask import flash

DONE = "done"
NOTE = "note"


def say_done(what_was_done: str, *what_follows: str) -> None:
    """Say on the next page that an act succeeded, and what will now happen without anybody."""
    flash([what_was_done, *what_follows], DONE)  # type: ignore[arg-type]


def say_note(what_to_know: str, *more: str) -> None:
    """Say on the next page something that is neither a success nor a mistake."""
    flash([what_to_know, *more], NOTE)  # type: ignore[arg-type]
