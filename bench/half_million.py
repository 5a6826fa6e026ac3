"""Half a million witnesses in a quarter of a million compartments, kept between runs.

The database is made inside the server by `generate_series`, once (some minutes), and kept on the
benchmarks' PostgreSQL under the git-ignored `instance/`. It is made again when the filled tables or
this module change; other migrations, and the wall itself, are brought up to date in place.
"""

import hashlib
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from alembic.util import CommandError
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.schema import CreateTable

from bench.ground import Ground, a_database_at, cluster
from casework.allocations.models import Allocation
from casework.contact_plans.models import ContactPlan
from casework.court_days.models import CourtDay, CourtDayWord
from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from casework.outcomes.models import CaseOutcome
from casework.partners.models import PartnerWord, ReferredWitness
from casework.reported_hearings.models import ReportedHearing
from casework.tasks.models import Task
from casework.tellings.models import Telling
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessState
from courts.register.models import Court
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.records import Partners, Walled
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from scheduling.slots.models import HalfDay, Slot
from scheduling.visits.models import Visit
from scheduling.visits.rules import VisitState
from scheduling.windows.models import VisitWindow
from tests.builders.accounts import Employer, an_account
from tests.builders.rows import a_row_of
from tests.moment import NOW
from witness_app.embedded_postgres import ADMIN

WITNESSES = 500_000
COMPARTMENTS = 250_000
OF_THE_CASEWORKER = 200
OF_THE_UNIT = 50_000
EVERY = COMPARTMENTS // OF_THE_CASEWORKER
PREFIX = "kept_"
CASEWORKER, UNIT = "Bench Caseworker", "Bench Unit Officer"
FILLED: tuple[type[Walled], ...] = (
    Visit, Message, Witness, Allocation, ContactPlan, Task, Deadline, ReferredWitness, PartnerWord,
    Telling, CourtDay, CourtDayWord, ReportedHearing, CaseOutcome,
)  # fmt: skip

COMPARTMENT = f"md5('compartment ' || mod(n, {COMPARTMENTS}))::uuid"
WITNESS = "md5('witness ' || n)::uuid"
GROUP = f"md5('group ' || mod(n, {COMPARTMENTS}) / 2)::uuid"
LATER = "%(now)s::timestamptz + mod(n, 40000) * interval '1 minute'"
APART = f"{LATER} + mod(n, 2) * interval '1 day'"
EARLIER = "%(now)s::timestamptz - mod(n, 40000) * interval '1 minute'"
IN_THE_UNIT = f"mod(n, {WITNESSES // OF_THE_UNIT}) = 1"
ANOTHER_UNIT = f"md5('unit ' || mod(n, {WITNESSES // OF_THE_UNIT}))::uuid"
CLEARANCES = f"""
    INSERT INTO sealed.clearance (id, account_id, compartment_id, began_at)
    SELECT gen_random_uuid(), %(who)s, {COMPARTMENT}, %(now)s
    FROM generate_series(0, %(last)s, {EVERY}) n
"""  # noqa: S608 - of our own numbers


@dataclass(frozen=True)
class HalfAMillion:
    """Who looks into the kept database, and what they may see in it."""

    ground: Ground
    caseworker: Viewer
    unit: Viewer
    compartments: tuple[uuid.UUID, ...]
    witnesses: tuple[uuid.UUID, ...]
    unit_witnesses: tuple[uuid.UUID, ...]


@contextmanager
def half_a_million() -> Iterator[HalfAMillion]:
    """The kept database, made first where it is missing or of another shape."""
    name = f"{PREFIX}{_shape()}"
    if not _stands(name):
        _make(name)
    with a_database_at(name) as ground:
        yield _known(ground)


def _shape() -> str:
    """A digest of the tables that are filled and of what each row is made from."""
    facts = {name: name for name in ("caseworker", "court", "slot", "unit")}
    parts = [WITNESSES, COMPARTMENTS, EVERY, OF_THE_UNIT]
    for model in FILLED:
        table = model.__table__
        parts += [CreateTable(table).compile(dialect=postgresql.dialect())]  # type: ignore[arg-type]
        parts += [_always(table, 0, facts), _rows(table.name, facts)]  # type: ignore[arg-type, attr-defined]
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:16]


def _stands(name: str) -> bool:
    with cluster().connect(ADMIN, "postgres") as connection:
        known = [row[0] for row in connection.execute("SELECT datname FROM pg_database")]
    if name not in known:
        return False
    try:
        with a_database_at(name):
            return True
    except CommandError:
        return False


def _make(name: str) -> None:
    began, making = time.monotonic(), f"{PREFIX}making"
    print("filling the database of 500,000 witnesses, once …", file=sys.stderr, flush=True)
    with cluster().connect(ADMIN, "postgres") as connection:
        known = [row[0] for row in connection.execute("SELECT datname FROM pg_database")]
        for old in (one for one in known if one.startswith(PREFIX)):
            _drop(connection, old)
    cluster().ensure_database(making)
    with a_database_at(making) as ground:
        _fill(ground)
    with cluster().connect(ADMIN, "postgres") as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                sql.Identifier(making), sql.Identifier(name)
            )
        )
    print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _drop(connection: "psycopg.Connection[tuple[Any, ...]]", name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _fill(ground: Ground) -> None:
    caseworker = ground.world.a_caseworker(CASEWORKER)
    unit = Employer("Bench unit", OrganisationKind.WITNESS_CARE_UNIT)
    with ground.world.owner() as owner:
        officer = an_account(owner, Role.WITNESS_CARE_UNIT_OFFICER, name=UNIT, employer=unit)
    (court,) = ground.fill(Court, [{"name": "Invented Crown Court", "slug": "invented"}])
    (window,) = ground.fill(VisitWindow, [{"court_id": court}])
    (half,) = ground.fill(HalfDay, [{"court_id": court}])
    (slot,) = ground.fill(Slot, [{"court_id": court, "window_id": window, "half_day_id": half}])
    mine = f"CASE WHEN mod(n, {EVERY}) = 0 THEN '{caseworker.account_id}'::uuid"
    facts = {
        "caseworker": f"{mine} ELSE md5('caseworker ' || mod(n, {COMPARTMENTS}) / 200)::uuid END",
        "court": f"'{court}'::uuid",
        "slot": f"'{slot}'::uuid",
        "unit": f"CASE WHEN {IN_THE_UNIT} THEN '{officer.organisation_id}'::uuid"
        f" ELSE {ANOTHER_UNIT} END",
    }
    with ground.database_as_admin() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '512MB'")
        for model in FILLED:
            _fill_table(connection, model.__table__, facts)  # type: ignore[arg-type]
        connection.execute(
            CLEARANCES, {"who": caseworker.account_id, "now": NOW, "last": COMPARTMENTS - 1}
        )
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _fill_table(
    connection: "psycopg.Connection[tuple[Any, ...]]", table: Table, facts: dict[str, str]
) -> None:
    """Fill one table, its plain indexes put back afterwards; several rows a witness where usual."""
    indexes = connection.execute(
        "SELECT pg_get_indexdef(i.indexrelid), i.indexrelid::regclass::text FROM pg_index i"
        " WHERE i.indrelid = %s::regclass AND NOT EXISTS"
        " (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        [table.name],
    ).fetchall()
    for _, index in indexes:
        connection.execute(f"DROP INDEX {index}")
    for nth, special in enumerate(_rows(table.name, facts)):
        _insert(connection, table, {**_always(table, nth, facts), **special})
    for definition, _ in indexes:
        connection.execute(definition)


def _always(table: Table, nth: int, facts: dict[str, str]) -> dict[str, str]:
    """What every table's rows have in common, as SQL over the number of their witness."""
    made = {
        c.name: f"md5('{table.name} {c.name} {nth} ' || n)::uuid"
        for c in table.columns
        if c.type.python_type is uuid.UUID and not c.nullable
    }
    common = {
        "compartment_id": COMPARTMENT,
        "group_id": GROUP,
        "witness_id": WITNESS,
        "caseworker_id": facts["caseworker"],
        "court_id": facts["court"],
        "slot_id": facts["slot"],
    }
    if table.info["partners"] is not Partners.NOTHING:
        common["unit_id"] = facts["unit"]
    return made | {name: made_of for name, made_of in common.items() if name in table.c}


def _rows(table: str, facts: dict[str, str]) -> list[dict[str, str]]:
    """What differs of the rows that each witness has in a table."""
    return {
        "witness": [
            {"id": WITNESS, "name": "'Witness ' || n", "state": f"'{WitnessState.ACTIVE}'"}
        ],
        "allocation": [{"accepted_at": EARLIER, "proposed_at": EARLIER}],
        "contact_plan": [{"recorded_at": EARLIER}],
        "referred_witness": [{"id": WITNESS, "received_at": EARLIER}],
        "partner_word": [{"said_at": EARLIER}],
        "telling": [{"received_at": EARLIER, "due_at": LATER}],
        "court_day": [{"drafted_at": EARLIER, "due_at": LATER}],
        "court_day_word": [{"said_at": EARLIER, "became": "'gave_evidence'"}],
        "reported_hearing": [{"said_at": EARLIER}],
        "case_outcome": [{"said_at": EARLIER}],
        "task": [
            {"due_at": LATER, "owner_id": facts["caseworker"], "cause": "'one'"},
            {"due_at": EARLIER, "done_at": EARLIER, "cause": "'another'"},
        ],
        "deadline": [
            {"due_at": LATER, "kind": f"'{next(iter(DeadlineKind))}'", "cause": "'one'"},
            {"due_at": EARLIER, "met_at": EARLIER, "cause": "'another'"},
        ],
        "visit": [
            {
                "starts_at": APART,
                "ends_at": f"{APART} + interval '30 minutes'",
                "padded": f"tstzrange({APART}, {APART} + interval '1 hour')",
                "state": f"'{VisitState.CONFIRMED}'",
                "caseworker_id": "NULL",
            }
        ],
        "message": [
            {
                "key": f"'{MessageKey.VISIT_BOOKED}'",
                "recorded_at": EARLIER,
                "due_at": EARLIER,
                "state": f"'{MessageState.SENT}'",
            },
            {
                "key": f"'{MessageKey.VISIT_REMINDER_1_DAY}'",
                "recorded_at": EARLIER,
                "due_at": LATER,
                "state": f"'{MessageState.PENDING}'",
            },
        ],
    }[table]


def _insert(
    connection: "psycopg.Connection[tuple[Any, ...]]", table: Table, made: dict[str, str]
) -> None:
    plain = {k: v for k, v in a_row_of(table).items() if k not in made}
    values = {name: _bound(value) for name, value in plain.items()} | {"now": NOW}
    expressions = made | {name: f"%({name})s" for name in plain}
    columns = ", ".join(f'"{name}"' for name in expressions)
    connection.execute(
        f"INSERT INTO {table.name} ({columns}) SELECT {', '.join(expressions.values())}"  # noqa: S608
        f" FROM generate_series(0, {WITNESSES - 1}) n",
        values,
    )


def _bound(value: object) -> object:
    if isinstance(value, dict):
        return Jsonb(value)
    return f"[{value.lower},{value.upper})" if isinstance(value, Range) else value


def _known(ground: Ground) -> HalfAMillion:
    """The people of a kept database and some of what they see."""
    with ground.world.owner() as owner:
        accounts = {
            name: viewer_of(owner, account_id)
            for name, account_id in owner.execute(text("SELECT name, id FROM account")).all()
        }
        cleared = owner.scalars(
            text("SELECT compartment_id FROM sealed.clearance WHERE account_id = :who"),
            {"who": accounts[CASEWORKER].account_id},
        ).all()
        numbers = {"caseworker": range(0, WITNESSES, EVERY), "unit": range(1, WITNESSES, 1010)}
        asked = {
            name: tuple(
                owner.scalar(text(f"SELECT {WITNESS.replace('n)', f'{n})')}")) for n in some
            )
            for name, some in numbers.items()
        }
    return HalfAMillion(
        ground,
        accounts[CASEWORKER],
        accounts[UNIT],
        tuple(cleared),
        asked["caseworker"],
        asked["unit"],
    )
