"""A template of the tests with one stone of its wall taken out; never any other database."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql

from tests.mutations.found import mutations_of
from tests.mutations.stones import EACH_IN_TURN, MUTATION, Kind, Mutation, MutationNotApplied
from witness_app.embedded_postgres import ADMIN, OWNER, Cluster

IN_CODE = (f"{Kind.PERMISSION}: ", f"{Kind.CODE}: ")


FOUND: dict[str, Mutation] = {}
"""Those found so far, by name: a process that begins from the runner has them already."""


@contextmanager
def as_asked(cluster: Cluster, template: str) -> Iterator[str]:
    """The template itself, or, where a mutation of the database is asked for, a copy without it."""
    name = os.environ.get(MUTATION)
    if name is None or name.startswith(IN_CODE):
        yield template
        return
    copy = f"test_{os.getpid()}_mutated_{uuid.uuid4().hex[:8]}"
    with cluster.connect(ADMIN, "postgres") as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                sql.Identifier(copy), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )
    try:
        if name != EACH_IN_TURN:
            _apply(cluster, copy, name)
        yield copy
    finally:
        with cluster.connect(ADMIN, "postgres") as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(copy)))


def _apply(cluster: Cluster, copy: str, name: str) -> None:
    """Take one stone out of a copy that was made for it a moment ago, and of nothing else."""
    with cluster.connect(ADMIN, copy) as connection:
        if not connection.info.dbname.startswith(f"test_{os.getpid()}_mutated_"):
            raise MutationNotApplied(f"{connection.info.dbname} is no copy made for this")
        if name not in FOUND:
            FOUND.update({m.name: m for m in mutations_of(connection)})
        if name not in FOUND:
            raise MutationNotApplied(f"there is no such thing to take out: {name}")
        for statement in FOUND[name].statements:
            try:
                connection.execute(statement.encode())
            except Exception as failure:
                raise MutationNotApplied(f"{name}: {failure}") from failure
