"""What a witness needs, assessed with their consent, and the plan agreed from it."""
