"""Pages for the teams that receive visitors at a court, whoever calls them."""
