"""Pages that anybody outside may open."""
