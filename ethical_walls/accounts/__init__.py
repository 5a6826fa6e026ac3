"""The people and organisations that work here, and in what roles."""
