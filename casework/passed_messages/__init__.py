"""What colleagues passed on for a witness's caseworker."""
