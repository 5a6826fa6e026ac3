"""Public facts of the courts: the register, the calendar, published cases and their hearings."""
