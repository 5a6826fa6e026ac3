"""Whole stories in a real browser, each told once as the people in it live it."""
