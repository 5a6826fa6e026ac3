"""What is asked of a colleague on neither side: their own copy, until its answer is taken in."""
