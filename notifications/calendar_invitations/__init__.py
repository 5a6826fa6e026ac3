"""A visit in the witness's own calendar, where they asked for it: its time and nothing else."""
