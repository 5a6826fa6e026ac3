"""Writes thousands of rows of one public table in one statement, sent as one JSON text."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Table, Text, bindparam, column, func, insert, select, update
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.selectable import TableValuedAlias

from ethical_walls.records import Open
from ethical_walls.sessions import WalledSession

Row = Mapping[str, Any]
ROWS = "rows"


def insert_rows(session: WalledSession, model: type[Open], rows: Iterable[Row]) -> None:
    """Adds rows; each gives the same columns, its id among them."""
    given = list(rows)
    if given:
        table, names = cast("Table", model.__table__), list(given[0])
        sent = _sent(table, names)
        statement = insert(table).from_select(names, select(*(sent.c[name] for name in names)))
        session.execute(statement, {ROWS: _as_json(given)})


def update_rows(session: WalledSession, model: type[Open], rows: Iterable[Row]) -> None:
    """Changes rows by their ids; each gives the same columns. What was loaded stays as it was."""
    given = list(rows)
    if given:
        table, names = cast("Table", model.__table__), list(given[0])
        sent = _sent(table, names)
        changed = {name: sent.c[name] for name in names if name != "id"}
        statement = update(table).values(changed).where(table.c.id == sent.c.id)
        session.execute(statement, {ROWS: _as_json(given)})


def _sent(table: Table, names: list[str]) -> TableValuedAlias:
    """The rows as the database reads them: each column of the type that the table has."""
    return (
        func.jsonb_to_recordset(as_type(bindparam(ROWS, type_=Text), JSONB))
        .table_valued(*(column(name, table.c[name].type) for name in names), name="sent")
        .render_derived(with_types=True)
    )


def _as_json(rows: list[Row]) -> str:
    return json.dumps(rows, default=str)
