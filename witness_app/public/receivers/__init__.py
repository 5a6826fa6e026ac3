"""Pages for organisations that somebody is handed over to."""
