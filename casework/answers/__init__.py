"""What a witness says through their own page, and what became of it."""
