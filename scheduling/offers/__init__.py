"""Offers: up to three places put to a witness, held until they choose or the time is over."""
