"""Messages to witnesses: the words, when they may leave, how, and what became of them."""
