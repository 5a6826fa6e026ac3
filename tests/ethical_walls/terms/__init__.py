"""Each term by which a door decides, seen by rows that meet all of them and rows that fail one."""
