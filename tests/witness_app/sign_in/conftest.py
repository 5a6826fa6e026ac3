"""The staff site and somebody at its door, as the staff pages' tests have them."""

from tests.witness_app.staff.conftest import client, priya, site, stranger

__all__ = ["client", "priya", "site", "stranger"]
