"""What a caseworker asks of a colleague who stands on neither side, and their answer."""
