"""The two sites, and the one place where actions are performed."""
