"""Each constraint of every table, met with a row that it forbids."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, NullPool, Table, create_engine

from ethical_walls.records import Kind, tables_of
from ethical_walls.standing import name_of
from tests.databases import a_database
from tests.ethical_walls.breaking import refuses, rules_of
from witness_app.embedded_postgres import Cluster
from witness_app.models import import_every_model

import_every_model()
GUARDED = [table for kind in Kind for table in tables_of(kind)]


@pytest.fixture(scope="module")
def admin(cluster: Cluster, template: str) -> Iterator[Connection]:
    with a_database(cluster, template) as database:
        engine = create_engine(database.admin_url, poolclass=NullPool)
        with engine.connect() as connection:
            yield connection


@pytest.mark.parametrize("table", GUARDED, ids=lambda table: table.name)
def test_every_constraint_of_a_table_refuses_what_it_forbids(
    admin: Connection, table: Table
) -> None:
    with admin.begin() as transaction:
        stood = {name_of(rule): refuses(admin, rule) for rule in rules_of(table)}
        transaction.rollback()
    assert stood
    assert [name for name, refused in stood.items() if not refused] == []
