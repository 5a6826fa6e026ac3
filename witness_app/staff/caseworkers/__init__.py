"""The caseworker's pages: the day, referring, and everything about one witness."""
