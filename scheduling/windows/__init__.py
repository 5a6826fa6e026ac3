"""Windows: when a court can be visited, week after week, with their dated exceptions."""
