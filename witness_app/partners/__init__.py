"""Pages of the people who refer: solicitors and Witness Care Units, on their own sites, alike."""
