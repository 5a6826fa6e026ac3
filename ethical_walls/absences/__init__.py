"""Who of a team is away, until when, and which compartments somebody must cover meanwhile."""
