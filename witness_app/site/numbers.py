"""Which mobile numbers may be typed here: real ones, and in development Ofcom's for drama."""

from casework.contact_plans.rules import Numbers
from witness_app.site import current


def numbers_allowed() -> Numbers:
    """In production only numbers that can ring; elsewhere invented people need invented numbers."""
    is_production = current.site().settings.is_production
    return Numbers.REAL if is_production else Numbers.REAL_AND_DRAMA
