"""Pages for the conflicts officer, who sees structure and times and no content."""
