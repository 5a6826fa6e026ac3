"""Published cases: the numbers they go by and the defendants the court has named."""
