"""The days on which a witness was required at court, and what became of them on each."""
