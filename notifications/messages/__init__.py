"""What a witness is told: the words, the time they are due, and what became of them."""
