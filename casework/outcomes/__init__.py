"""What the court decided at the end, as it was reported to one party, and what follows from it."""
