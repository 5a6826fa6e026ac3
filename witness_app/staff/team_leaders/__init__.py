"""Pages of team leaders: their caseworkers, and cover for whoever is away."""
