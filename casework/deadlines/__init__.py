"""A duty with a time limit: what started it, when it falls due, whether it was met."""
