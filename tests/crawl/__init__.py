"""The crawl: every kind of viewer opens everything, and nobody meets another side's words."""
