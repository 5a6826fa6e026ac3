"""What the firm or unit that referred a witness sees of them, and what it tells us."""
