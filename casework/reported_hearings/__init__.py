"""Dates that a unit or a firm reports for its own witnesses, until a court list publishes them."""
