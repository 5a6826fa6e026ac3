"""Forms that somebody began and keeps for later; nobody else can read them."""
