"""Visits to courts: when courts can be visited, whose turn it is, who comes when."""
