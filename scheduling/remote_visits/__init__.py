"""Another way to see a court, where there is no time for a visit or attending is hard."""
