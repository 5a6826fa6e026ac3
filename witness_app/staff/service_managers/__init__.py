"""Pages of the service's managers: counts, and nothing that is one person's."""
