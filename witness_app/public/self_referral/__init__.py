"""Asking for support for oneself: one question a page, and nothing kept here before consent."""
