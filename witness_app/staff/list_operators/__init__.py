"""Pages of those who enter what courts publish, on neither side of anything."""
