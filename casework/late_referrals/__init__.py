"""Witnesses whose trial is near: which they are, and the ten questions of the one call."""
