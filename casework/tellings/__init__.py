"""Who tells a witness each date, by when, and that it was done: somebody, and only one."""
