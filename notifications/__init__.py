"""Messages to witnesses: what is written, when it may leave, how it leaves, and what became of it."""
