"""The three kinds of table, Walled, Open and Sealed; a table that is none cannot be made."""

import enum
import uuid
from datetime import date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import (
    TIMESTAMP,
    Date,
    Enum,
    FetchedValue,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Table,
    Text,
    Time,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

SEALED_SCHEMA = "sealed"

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Kind(enum.StrEnum):
    """How the database guards a table."""

    WALLED = "walled"
    OPEN = "open"
    SEALED = "sealed"


class Writers(enum.StrEnum):
    """Who may write an open table."""

    VIEWERS = "viewers"
    OWNER = "owner"


class Partners(enum.StrEnum):
    """What the organisation that referred a witness may do with a walled table's rows of them.

    A partner is a solicitors' firm or a Witness Care Unit: never cleared for the compartment, it
    meets only the rows that a trigger marked as its own (`doors/07_sharing.sql`).
    """

    NOTHING = "nothing"
    READ = "read"
    SAY = "say"


class CourtHosts(enum.StrEnum):
    """Which of the teams that receive visitors at a court read a walled table's rows of it.

    They are on no side and never cleared: they meet rows of one court, whosever these are, and a
    table that says so holds nothing that tells whose.
    """

    EVERY_TEAM = "every_team"
    WITNESS_SERVICE = "witness_service"


DECLARED = (
    "partners",
    "link_column",
    "link_says",
    "court_column",
    "court_hosts",
    "hosts_say",
    "said_as",
    "tells_numbers",
)
"""What a walled class may say of itself, which its table then carries."""


class TableSaysNoKind(TypeError):
    """A model was declared without saying Walled, Open or Sealed."""

    def __init__(self, model: str) -> None:
        super().__init__(f"{model} must inherit Walled, Open or Sealed, never Record itself")
        self.model = model


class Record(DeclarativeBase):
    """The root of every model. Inherit `Walled`, `Open` or `Sealed`, never this."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: TIMESTAMP(timezone=True),
        date: Date(),
        time: Time(),
        uuid.UUID: Uuid(),
        str: Text(),
    }
    wall: ClassVar[Kind]

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own signature
        """Refuse a table that does not say how it is guarded."""
        if not cls.__dict__.get("__abstract__") and not hasattr(cls, "wall"):
            raise TableSaysNoKind(cls.__name__)
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            table.info["wall"] = cls.wall
            table.info["writers"] = getattr(cls, "writers", Writers.VIEWERS)


class Walled(Record):
    """A row that holds or implies anything about a witness; it lives in one compartment.

    The database's key is (compartment, id), so that not even a guessed id can collide with a row
    of the other side; the session's identity is the id alone. `audience_id` is a firm's own part
    of a compartment; `unit_id` is the Witness Care Unit that shares it. Both are set by doors
    alone: the serving role may not write them, so an insert leaves them out.

    A class may open its rows to people outside, whom no compartment is open to:

    Attributes:
        partners: Whether the firm or unit that referred the row's `witness_id` may read such rows,
            or also add them.
        link_column: The column that must equal the subject of somebody's link (a witness's page, a
            handover) for them to read the row.
        link_says: Whether they may also add such rows.
        court_column: The column that must name a court which the viewer's team hosts for them to
            read the row; a row that names none is no team's.
        court_hosts: Which of that court's teams those are.
        hosts_say: Whether they may also add such rows.
        said_as: The kind of work that each new row posts for its compartment's job, due at the
            row's `said_at`: what people outside say is a row of theirs, and a job acts on it.
        tells_numbers: Whether its rows say at which `address` of a `channel` their `witness_id` is
            reached until `superseded_at`, so that a text from there finds its one compartment.
    """

    __abstract__ = True
    wall = Kind.WALLED
    partners: ClassVar[Partners] = Partners.NOTHING
    link_column: ClassVar[str | None] = None
    link_says: ClassVar[bool] = False
    court_column: ClassVar[str | None] = None
    court_hosts: ClassVar[CourtHosts] = CourtHosts.EVERY_TEAM
    hosts_say: ClassVar[bool] = False
    said_as: ClassVar[str | None] = None
    tells_numbers: ClassVar[bool] = False

    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-4)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-3)
    audience_id: Mapped[uuid.UUID | None] = mapped_column(
        sort_order=-2, server_default=FetchedValue()
    )
    unit_id: Mapped[uuid.UUID | None] = mapped_column(sort_order=-1, server_default=FetchedValue())

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Identify a row in a session by its id alone."""
        return {"primary_key": ["id"]}

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own signature
        """Give every walled table the three indexes that its policies read by, and its witness's.

        A statement's own condition is on the witness alone; the compartment comes from the policy,
        as one of three or more ways to see a row, and so an index that leads with it is not used.
        """
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            for said in DECLARED:
                table.info[said] = getattr(cls, said)
            Index(None, table.c.id)
            for column in (table.c.audience_id, table.c.unit_id):
                Index(None, column, postgresql_where=column.is_not(None))
            if "witness_id" in table.c:
                Index(None, table.c.witness_id)
            if cls.court_column:
                at_court = table.c[cls.court_column]
                Index(None, at_court, postgresql_where=at_court.is_not(None))


class Open(Record):
    """A public fact: readable by anyone at work here, and silent about every witness.

    A class that sets `writers = Writers.OWNER` is written by the owner's commands alone: the
    serving process may only read it (accounts, organisations and memberships are such).
    """

    __abstract__ = True
    wall = Kind.OPEN
    writers: ClassVar[Writers] = Writers.VIEWERS

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, sort_order=-1)


class Sealed(Record):
    """A row that the serving process can reach only through a door, never by a query."""

    __abstract__ = True
    wall = Kind.SEALED

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> Any:  # noqa: ANN401 - SQLAlchemy takes a tuple or a dict here
        """Put the table in the sealed schema."""
        return {"schema": SEALED_SCHEMA}


def own(table: str, *columns: str) -> ForeignKeyConstraint:
    """A key from a walled row to a walled row of its own compartment.

    Args:
        table: The walled table pointed at.
        columns: The one local column that holds its id.

    Returns:
        The composite constraint, compartment first, so that a row of another compartment and a
        row that does not exist are refused alike (`walls.md`, section 2).
    """
    (column,) = columns
    return ForeignKeyConstraint(
        ["compartment_id", column], [f"{table}.compartment_id", f"{table}.id"]
    )


def text_enum(values: type[enum.StrEnum], name: str = "") -> Enum:
    """A text column that admits the values of one enumeration and no other.

    Args:
        values: The enumeration.
        name: Of the check, where a table has two columns of the same enumeration.
    """
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or _snake(values.__name__),
        values_callable=lambda members: [member.value for member in members],
    )


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def tables_of(kind: Kind) -> list[Table]:
    """Every table of one kind, by name.

    Raises:
        TableSaysNoKind: A table was made without a model, and so without a kind.
    """
    for table in Record.metadata.tables.values():
        if "wall" not in table.info:
            raise TableSaysNoKind(table.fullname)
    found = [t for t in Record.metadata.tables.values() if t.info["wall"] is kind]
    return sorted(found, key=lambda table: table.fullname)
