"""A visit as the court's own teams may know it: when, how many people, what they need."""
