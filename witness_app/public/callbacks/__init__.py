"""Where carriers tell us what became of texts, and what was texted back."""
