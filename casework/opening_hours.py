"""When somebody here answers the telephone, and by when whoever asks to be rung is rung."""

from datetime import datetime, time, timedelta
from typing import Final

from courts.london_time import london_day, london_instant, london_time, spoken_time

OPENS: Final = time(8)
CLOSES: Final = time(20)
"""Every day of the year, bank holidays included (requirements SV-01)."""
WHEN_TO_RING: Final = (
    f"every day from {spoken_time(OPENS)} to {spoken_time(CLOSES)}, bank holidays too"
)


def rung_by(asked_at: datetime) -> datetime:
    """By when somebody is rung who asked for it: this day's close, or the next day's after it.

    Args:
        asked_at: When they asked, aware.
    """
    today = london_day(asked_at)
    is_closed = london_time(asked_at) >= CLOSES
    return london_instant(today + timedelta(days=1) if is_closed else today, CLOSES)
