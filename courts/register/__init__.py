"""The register of courts: buildings, names, contacts, facilities, closures, and how sure we are."""
