import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from ethical_walls.records import Kind, Open, Record, TableSaysNoKind, tables_of
from witness_app.models import import_every_model

MODULES = import_every_model()
LAYERS = ("ethical_walls", "courts", "casework", ("scheduling", "notifications"))
NAMED_EXCEPTIONS = {"visit_kept_apart": "the separation constraint: it is what keeps sides apart"}


def layer_of(table: Table) -> int:
    (mapper,) = (m for m in Record.registry.mappers if m.local_table is table)
    package = mapper.class_.__module__.split(".")[0]
    return next(i for i, layer in enumerate(LAYERS) if package in layer)


def package_of(table: Table) -> str:
    (mapper,) = (m for m in Record.registry.mappers if m.local_table is table)
    return str(mapper.class_.__module__.split(".")[0])


def test_there_are_tables_of_every_kind() -> None:
    assert all(tables_of(kind) for kind in Kind)


def test_a_model_that_says_no_kind_cannot_be_made() -> None:
    with pytest.raises(TableSaysNoKind):
        type("Bare", (Record,), {"__tablename__": "bare"})


def test_a_table_made_without_a_model_is_found() -> None:
    bare = Table("bare", Record.metadata)
    try:
        with pytest.raises(TableSaysNoKind):
            tables_of(Kind.OPEN)
    finally:
        Record.metadata.remove(bare)


def foreign_keys() -> list[tuple[Table, Table]]:
    return [
        (table, key.referred_table)
        for kind in Kind
        for table in tables_of(kind)
        for key in table.foreign_key_constraints
    ]


def test_foreign_keys_point_down_and_never_between_strangers() -> None:
    wrong = [
        f"{table.name} → {target.name}"
        for table, target in foreign_keys()
        if layer_of(target) > layer_of(table)
        or (layer_of(target) == layer_of(table) and package_of(target) != package_of(table))
    ]
    assert wrong == []


def test_an_open_table_holds_no_key_of_a_walled_row() -> None:
    wrong = [
        f"{table.name} → {target.name}"
        for table, target in foreign_keys()
        if table.info["wall"] is Kind.OPEN and target.info["wall"] is not Kind.OPEN
    ]
    assert wrong == []


def test_every_key_between_walled_rows_is_of_one_compartment() -> None:
    for table in tables_of(Kind.WALLED):
        for key in table.foreign_key_constraints:
            if key.referred_table.info["wall"] is Kind.WALLED:
                pairs = [(e.parent.name, e.column.name) for e in key.elements]
                assert pairs[0] == ("compartment_id", "compartment_id"), f"{table.name}: {pairs}"


def test_nothing_cascades() -> None:
    for kind in Kind:
        for table in tables_of(kind):
            for key in table.foreign_key_constraints:
                assert key.ondelete is None, f"{table.name} cascades"


@pytest.mark.parametrize("table", tables_of(Kind.WALLED), ids=lambda table: table.name)
def test_every_unique_thing_of_a_walled_table_begins_with_its_compartment(table: Table) -> None:
    unique = [
        c for c in table.constraints if isinstance(c, UniqueConstraint | PrimaryKeyConstraint)
    ]
    for constraint in unique:
        assert next(iter(constraint.columns)).name == "compartment_id", constraint
    for index in (i for i in table.indexes if i.unique):
        assert next(iter(index.columns)).name == "compartment_id", index.name


def test_no_id_can_be_guessed_or_counted() -> None:
    for table in (*tables_of(Kind.WALLED), *tables_of(Kind.OPEN)):
        for column in table.primary_key:
            assert column.type.python_type.__name__ == "UUID", f"{table.name}.{column.name}"
            assert column.identity is None


def test_every_time_knows_its_zone() -> None:
    for kind in Kind:
        for table in tables_of(kind):
            for column in table.columns:
                if column.name.endswith("_at") and column.type.python_type.__name__ == "datetime":
                    assert column.type.timezone, f"{table.name}.{column.name}"  # type: ignore[attr-defined]


def test_open_rows_written_by_the_owner_alone_are_those_that_give_powers() -> None:
    by_owner = {t.name for t in tables_of(Kind.OPEN) if t.info["writers"] == "owner"}
    assert by_owner == {"account", "membership", "organisation", "training"}
    assert Open.writers == "viewers"
