"""What the case team must know of a witness at once: of which kind, told to whom, and when."""
