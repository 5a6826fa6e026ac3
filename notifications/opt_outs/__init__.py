"""Who has asked for no more messages at one address."""
