"""Messages that somebody leaves for whoever looks after a person: written, never read back."""
