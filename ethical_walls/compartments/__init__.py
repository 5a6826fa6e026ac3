"""Which side of which case somebody belongs to, and which compartments they are cleared for."""
