"""The witness and everything we owe them."""
