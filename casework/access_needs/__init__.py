"""What a witness needs in order to be able to come: practical matters only."""
