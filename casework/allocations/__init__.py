"""Who was asked to look after a witness, and what they answered."""
