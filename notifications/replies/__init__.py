"""What witnesses text back, and what each word means."""
