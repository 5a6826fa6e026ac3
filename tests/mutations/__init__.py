"""The wall with one stone taken out at a time, and the test that sees it."""
