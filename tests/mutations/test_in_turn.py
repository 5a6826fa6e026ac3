"""What is taken out in turn is put back as it was, in a database and in code."""

import ast
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.databases import copied, dropped
from tests.mutations.chosen import COMPARING
from tests.mutations.code import mutations_of_code
from tests.mutations.found import mutations_of
from tests.mutations.meetings import entered_functions
from tests.mutations.reach import doors_to
from tests.mutations.stones import Kind, Mutation, MutationNotApplied
from tests.mutations.swapping import functions_that_live, innermost_that_differ, swapped
from tests.world import TestDatabase
from witness_app.embedded_postgres import ADMIN, Cluster
from witness_app.settings import CHECKOUT

ACCESS = "witness_app/site/access.py"
AS_IT_STANDS = """
    SELECT 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proacl::text
    FROM pg_proc p WHERE p.prokind = 'f'
    UNION ALL SELECT 'policy', tablename || ' ' || policyname, cmd || qual, with_check
    FROM pg_policies
    UNION ALL SELECT 'table', oid::regclass::text, relacl::text,
        concat(relrowsecurity, relforcerowsecurity) FROM pg_class WHERE relkind IN ('r', 'v')
    UNION ALL SELECT 'column', concat(attrelid::regclass, ' ', attname), attacl::text, NULL
    FROM pg_attribute WHERE attacl IS NOT NULL
    UNION ALL SELECT 'schema', nspname, nspacl::text, NULL FROM pg_namespace
    ORDER BY 1, 2"""


@pytest.fixture
def own_copy(cluster: Cluster, template: str) -> Iterator[TestDatabase]:
    made = copied(cluster, template)
    yield made
    dropped(cluster, made)


def with_undo(found: list[Mutation]) -> dict[Kind, list[Mutation]]:
    """Two of each kind that says how it is put back."""
    by_kind = {kind: [m for m in found if m.kind is kind and m.undo] for kind in Kind}
    return {kind: [of[0], of[-1]] for kind, of in by_kind.items() if of}


def test_what_is_taken_out_of_a_database_is_put_back_as_it_was(
    cluster: Cluster, own_copy: TestDatabase
) -> None:
    with cluster.connect(ADMIN, own_copy.name) as connection:
        chosen = with_undo(mutations_of(connection))
        assert set(chosen) == {
            *(Kind.DOOR, Kind.POWER, Kind.NEIGHBOUR),
            *(Kind.POLICY, Kind.FORCE, Kind.RIGHT),
        }
        before = granted(connection.execute(AS_IT_STANDS).fetchall())
        for mutation in (m for of_kind in chosen.values() for m in of_kind):
            for statement in mutation.statements:
                connection.execute(statement.encode())
            assert granted(connection.execute(AS_IT_STANDS).fetchall()) != before, mutation.name
            for statement in mutation.undo:
                connection.execute(statement.encode())
            assert granted(connection.execute(AS_IT_STANDS).fetchall()) == before, mutation.name


def granted(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The same, whichever right was given first: lists of rights keep the order of giving."""
    return [tuple(",".join(sorted(str(one).strip("{}").split(","))) for one in row) for row in rows]


def test_what_is_taken_out_of_code_is_put_back_as_it_was() -> None:
    of_access = [m for m in mutations_of_code() if m.about == ACCESS]
    names = {name for m in of_access for name in innermost_that_differ(m)}
    assert names <= set(entered_functions(ACCESS))
    import_module("witness_app.site.access")
    changed, live = of_access[0], functions_that_live()
    (name, *_) = (place.partition(":")[2] for place in innermost_that_differ(changed))
    (function, *_) = live[str(CHECKOUT / ACCESS), name.partition(".<locals>")[0]]
    before = function.__code__
    with swapped(changed, live):
        assert function.__code__ != before
    assert function.__code__ is before


def test_what_is_no_function_is_not_taken_for_done() -> None:
    words = (CHECKOUT / ACCESS).read_text()
    same = Mutation(Kind.CODE, ACCESS, "nothing", source=ast.unparse(ast.parse(words)))
    with pytest.raises(MutationNotApplied), swapped(same, functions_that_live()):
        pass


def test_a_door_is_met_by_whoever_calls_one_that_calls_it() -> None:
    assert doors_to("mac")[0] == "mac"
    assert {"viewer", "compartments"} < set(doors_to("mac"))


def test_tests_that_compare_every_word_of_a_door_say_nothing_of_what_it_is_for() -> None:
    assert COMPARING.search("tests/ethical_walls/test_refusing_to_start.py::test_anything")
    assert not COMPARING.search("tests/ethical_walls/test_ways_in.py::test_anything")
