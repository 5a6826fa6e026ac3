"""What signing in keeps sealed: second factors, joining links, live sessions, attempts."""
