"""An invented world to try the product in: made through its own actions, dated from today."""
