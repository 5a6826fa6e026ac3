"""Counts of the day: each compartment counts its own; doors answer sums that are not small."""
