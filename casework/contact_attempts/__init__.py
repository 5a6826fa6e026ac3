"""Tries to reach a witness by telephone, and what came of each."""
