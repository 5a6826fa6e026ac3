"""What somebody must do next for a witness."""
