"""Who is looking, which side they are on, what may cross, and who looked."""
