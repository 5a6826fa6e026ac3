"""What became of a visit, as its caseworker recorded it."""
