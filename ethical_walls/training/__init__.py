"""Who has been trained in the integrity of evidence, and until when."""
