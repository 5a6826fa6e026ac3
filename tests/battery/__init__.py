"""The battery: every way we know of getting at the other side, tried on it and on nothing."""
