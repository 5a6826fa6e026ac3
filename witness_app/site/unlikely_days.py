"""A day on which courts do not usually sit is asked about once, and accepted with a tick."""

from collections.abc import Iterable
from datetime import date

from wtforms import SelectMultipleField

from courts.london_time import spoken_day
from courts.working_days import SATURDAY, YearNotKnown, is_working_day
from witness_app.site.fields import Checkboxes


def a_tick_for_days() -> SelectMultipleField:
    """The tick that confirms a day; it is drawn only where it has choices."""
    return SelectMultipleField(
        "Is that right?", choices=[], widget=Checkboxes(), validate_choice=False
    )


def why_unlikely(day: date) -> str:
    """What speaks against a hearing on a day; empty where nothing does."""
    said = f"{day.day} {day:%B} {day.year}"
    if day.weekday() >= SATURDAY:
        return f"{said} is a {day:%A}."
    try:
        return "" if is_working_day(day) else f"{said} is a bank holiday."
    except YearNotKnown:
        return ""


def offer_tick(tick: SelectMultipleField, days: Iterable[date]) -> list[date]:
    """Have the tick ask about each unlikely day among these, and give them, the soonest first."""
    unlikely = sorted({day for day in days if why_unlikely(day)})
    tick.choices = [(day.isoformat(), f"Yes, {spoken_day(day)} is right") for day in unlikely]
    return unlikely


def are_confirmed(tick: SelectMultipleField, days: Iterable[date]) -> bool:
    """Whether every unlikely day among these was ticked; where one was not, it is asked about."""
    confirmed = set(tick.data or ())
    open_days = [day for day in offer_tick(tick, days) if day.isoformat() not in confirmed]
    if open_days:
        asked = " ".join(why_unlikely(day) for day in open_days)
        tick.errors = [f"{asked} Is that right?"]
    return not open_days
