"""The teams of a court: which courts they host, and what the wall keeps for them."""
