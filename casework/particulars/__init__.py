"""Who a witness is in the case: whether a victim, where they lived, how old they were."""
