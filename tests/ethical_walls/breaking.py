"""Rows that a constraint forbids, made from its own declaration, so that no constraint is named."""

import itertools
import math
import random
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Connection,
    Constraint,
    Enum,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    insert,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.exc import IntegrityError

from ethical_walls.records import Kind
from ethical_walls.standing import constraints_of, name_of
from tests.builders.rows import a_row_of, put, value_for
from tests.moment import NOW

Rule = Constraint | Index
Row = dict[str, Any]
ENOUGH = 200


def rules_of(table: Table) -> list[Rule]:
    """Everything that a table declares its rows may not be, but for what keys point at."""
    return [rule for rule in constraints_of(table) if not is_for_a_key(rule)]


def is_for_a_key(rule: Rule) -> bool:
    """Whether a unique rule holds the whole primary key, and so stands for a key to point at alone.

    It refuses nothing that the primary key does not; what it is for is met with that key.
    """
    if not isinstance(rule, UniqueConstraint):
        return False
    return set(rule.table.primary_key.columns) <= set(rule.columns)


def refuses(connection: Connection, rule: Rule) -> bool:
    """Whether the database refuses, by this rule's name, a row that the rule forbids."""
    return any(_refused_by(connection, rule, rows) == name_of(rule) for rows in _forbidden(rule))


def _forbidden(rule: Rule) -> Iterator[list[Row]]:
    if isinstance(rule, ForeignKeyConstraint):
        return _dangling(rule)
    if isinstance(rule, CheckConstraint):
        return _odd_values(rule)
    if isinstance(rule, ExcludeConstraint):
        return _met_twice(rule.table, dict(rule.operators), str(rule.where))
    if isinstance(rule, Index):
        where = rule.dialect_options["postgresql"]["where"]
        return _met_twice(rule.table, dict.fromkeys(rule.columns.keys(), "="), str(where))
    assert isinstance(rule, PrimaryKeyConstraint | UniqueConstraint), f"no way to break {rule}"
    return _met_twice(rule.table, dict.fromkeys(rule.columns.keys(), "="), "")


def _met_twice(table: Table, keys: dict[str, str], where: str) -> Iterator[list[Row]]:
    """Two rows that agree, or overlap, in every key, and differ in whatever else can."""
    made_of = {name: _made_of(table.columns[name]) for name in keys}
    for values in _combinations(_mentioned(table, where)):
        shared = {
            column.name: value_for(column)
            for name, op in keys.items()
            if op != "<>"
            for column in made_of[name]
        }
        both = {**shared, **values}
        other = {name: value_for(table.columns[name]) for name, op in keys.items() if op == "<>"}
        others = {n: v for n, v in _apart_in_keys(table).items() if n not in {*both, *keys}}
        yield [a_row_of(table, **both), a_row_of(table, **both, **other, **others)]


def _apart_in_keys(table: Table) -> Row:
    """Other numbers and days, where another rule would find the two rows alike first."""
    rules = [r for r in rules_of(table) if isinstance(r, UniqueConstraint | Index)]
    apart = {int: 2, date: NOW.date() + timedelta(days=400)}
    kinds = {c.name: c.type.python_type for r in rules for c in r.columns}
    return {name: apart[kind] for name, kind in kinds.items() if kind in apart}


def _made_of(column: Column[Any]) -> list[Column[Any]]:
    """The column, or, where the database works it out, those that it is worked out from."""
    if column.computed is None:
        return [column]
    return _mentioned(column.table, str(column.computed.sqltext))  # type: ignore[arg-type]


def _odd_values(rule: CheckConstraint) -> Iterator[list[Row]]:
    for values in _combinations(_mentioned(rule.table, str(rule.sqltext))):
        yield [a_row_of(rule.table, **values)]


def _dangling(rule: ForeignKeyConstraint) -> Iterator[list[Row]]:
    """A row that points at nothing, or at a row of another compartment."""
    given = {c.name: value_for(c) for c in rule.columns}
    yield [a_row_of(rule.table, **given)]


def _put_parents(connection: Connection, rule: Rule, row: Row) -> None:
    """Make what a row's keys point at; what the broken key does, in another compartment."""
    for key in rule.table.foreign_key_constraints:
        parent = {e.column.name: row.get(e.parent.name) for e in key.elements}
        if None in parent.values():
            continue
        if key is rule:
            if key.referred_table.info["wall"] is not Kind.WALLED:
                continue
            parent["compartment_id"] = uuid.uuid4()
        put(connection, key.referred_table, **parent)


def _mentioned(table: Table, words: str) -> list[Column[Any]]:
    named = set(re.findall(r"\w+", words))
    return [column for column in table.columns if column.name in named]


def _combinations(columns: Iterable[Column[Any]]) -> Iterator[Row]:
    """Every combination of the columns' values; where they are too many, some, always the same."""
    known = {column.name: _candidates(column) for column in columns}
    if len(known) == 1:
        known = {name: [*values, *_unheard_of(columns)] for name, values in known.items()}
    if math.prod(len(values) for values in known.values()) <= ENOUGH:
        combined: Iterable[tuple[Any, ...]] = itertools.product(*known.values())
    else:
        drawn = random.Random(1)  # noqa: S311 - a choice of rows
        combined = (tuple(drawn.choice(v) for v in known.values()) for _ in range(ENOUGH))
    for values in combined:
        yield dict(zip(known, values, strict=True))


def _unheard_of(columns: Iterable[Column[Any]]) -> list[Any]:
    return [literal_column("'unheard of'") for column in columns if isinstance(column.type, Enum)]


def _candidates(column: Column[Any]) -> list[Any]:
    kind = column.type
    empty: list[Any] = [None] if column.nullable else []
    if isinstance(kind, Enum):
        return [*empty, *kind.enums]
    if isinstance(kind, ARRAY):
        return [*empty, []]
    ordered: dict[type, list[Any]] = {
        int: [0, -1, 1, 10**6],
        datetime: [NOW, NOW + timedelta(days=1)],
        time: [time(9), time(17)],
        date: [NOW.date(), NOW.date() + timedelta(days=1)],
    }
    plain = [value_for(column), value_for(column)]
    return [*empty, *ordered.get(kind.python_type, plain)]


def _refused_by(connection: Connection, rule: Rule, rows: list[Row]) -> str | None:
    """By which rule the last of the rows is refused, those before it being taken."""
    attempt = connection.begin_nested()
    table = rule.table
    try:
        _let_identities_be_given(connection, table)
        if isinstance(rule, CheckConstraint | ForeignKeyConstraint):
            _drop_other_checks(connection, rule)
        for row in rows[:-1]:
            put(connection, table, **row)
        _put_parents(connection, rule, rows[-1])
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        connection.execute(insert(table).values(rows[-1]))
    except IntegrityError as refused:
        return str(refused.orig.diag.constraint_name)  # type: ignore[union-attr]
    else:
        return None
    finally:
        attempt.rollback()


def _let_identities_be_given(connection: Connection, table: Table) -> None:
    for column in table.columns:
        if column.identity:
            connection.exec_driver_sql(
                f"ALTER TABLE {table.fullname} ALTER {column.name} SET GENERATED BY DEFAULT"
            )


def _drop_other_checks(connection: Connection, rule: Rule) -> None:
    """A row often meets several checks at once: leave none but the one that is asked about."""
    for other in rules_of(rule.table):
        if isinstance(other, CheckConstraint) and other is not rule:
            connection.exec_driver_sql(
                f"ALTER TABLE {rule.table.fullname} DROP CONSTRAINT IF EXISTS {name_of(other)}"
            )
