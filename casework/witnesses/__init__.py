"""The person who may give evidence, and who looks after them."""
