"""Court lists: reading a published file, previewing what it would change, applying it."""
