"""A request to support one witness, as it reached us."""
