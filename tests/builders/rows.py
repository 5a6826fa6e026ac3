"""A believable row of any table, made from its columns alone, so that no table need be named."""

import itertools
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ARRAY, Column, Connection, Enum, Table, insert, select
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, Range

from ethical_walls.records import Kind
from tests.moment import NOW

counter = itertools.count(1)


def a_row_of(table: Table, **given: object) -> dict[str, Any]:
    """Values for every column that needs one; what is given stands."""
    return {
        column.name: given[column.name] if column.name in given else value_for(column)
        for column in table.columns
        if column.name in given or not (column.nullable or column.identity or column.computed)
    }


def put(connection: Connection, table: Table, **given: object) -> dict[str, Any]:
    """Insert a row past its foreign keys, as a superuser with triggers off may."""
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    row = a_row_of(table, **given)
    connection.execute(insert(table).values(row))
    return row


def kin(
    connection: Connection, table: Table, compartment_id: uuid.UUID | None = None
) -> dict[str, uuid.UUID]:
    """Ids of rows that a row's keys may point at, of the same compartment where they have one."""
    keys = {}
    for key in table.foreign_keys:
        other, local = key.column.table, key.parent
        if key.column.name == "id" and not local.nullable:
            found = select(other.c.id).order_by(other.c.id)
            if other.info["wall"] is Kind.WALLED:
                found = found.where(other.c.compartment_id == compartment_id)
            keys[local.name] = connection.scalar(found)
    return {name: one for name, one in keys.items() if one is not None}


def value_for(column: Column[Any]) -> Any:  # noqa: ANN401 - a value of the column's own type
    """A value that the column's type admits, another one each time where the type allows."""
    kind = column.type
    number = next(counter)
    if isinstance(kind, Enum):
        return kind.enums[0]
    if isinstance(kind, ARRAY):
        return []
    if isinstance(kind, JSONB):
        return {}
    if isinstance(kind, TSTZRANGE):
        return Range(NOW, NOW + timedelta(minutes=number))
    return {
        uuid.UUID: uuid.uuid4,
        str: lambda: f"words {number}",
        int: lambda: 1,
        bool: lambda: True,
        float: lambda: 51.5,
        bytes: f"bytes {number}".encode,
        datetime: lambda: NOW + timedelta(minutes=number),
        date: lambda: date(2026, 9, 14),
        time: lambda: time(9 + number // 60 % 12, number % 60),
    }[kind.python_type]()
