"""The witness's own page, opened by the link that their caseworker gave them."""
