"""Links that let one person outside meet one record: what is sealed of them, and the doors."""
