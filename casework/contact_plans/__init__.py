"""How one witness may be reached safely, confirmed by the person, one version after another."""
