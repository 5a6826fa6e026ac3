"""Pages of those who stand on neither side: they answer what caseworkers ask."""
