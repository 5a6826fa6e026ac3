"""What takes a message away: recorded here, or handed to a mail server, and what it answered."""
