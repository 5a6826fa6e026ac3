"""Pages for everybody who works here: signing in, the start, accessibility, the courts."""
