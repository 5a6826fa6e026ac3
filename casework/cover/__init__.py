"""Who covers for a caseworker who is away."""
