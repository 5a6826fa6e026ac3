"""How a message leaves: claimed once, checked again, handed over, and settled."""
