"""Pages of the duty caseworker."""
