"""Who looked at what, and who was refused."""
