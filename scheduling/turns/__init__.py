"""Turns: the fixed public plan by which each half-day of visits belongs to one party of a case."""
