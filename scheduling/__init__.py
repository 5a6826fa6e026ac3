"""When a court can be visited, who may have which time, and the visits themselves."""
