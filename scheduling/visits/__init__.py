"""Visits: a witness comes to see the court before the trial."""
