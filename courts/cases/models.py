"""What the courts have published of a case: its numbers and the defendants they have named."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from courts.cases.rules import IdentifierKind
from ethical_walls.records import Open, text_enum


class PublishedCase(Open):
    """One case for each separation group: a case with those published as linked to it.

    When a list shows that two known cases belong together, one takes the other in: the one left
    empty keeps its group and says where everything went.
    """

    __tablename__ = "published_case"

    group_id: Mapped[UUID] = mapped_column(unique=True)
    title: Mapped[str]
    first_published_at: Mapped[datetime]
    joined_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("published_case.id"))


class CaseIdentifier(Open):
    """A number that a published case goes by, and the group that number alone would have found.

    `root` is the number without its split or merge tail: cases of one root are one group.
    """

    __tablename__ = "case_identifier"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("published_case.id"), index=True)
    group_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[IdentifierKind] = mapped_column(text_enum(IdentifierKind))
    value: Mapped[str] = mapped_column(unique=True)
    root: Mapped[str] = mapped_column(index=True)


class Defendant(Open):
    """A defendant as the court names them in public: a withheld name never reaches this row."""

    __tablename__ = "defendant"
    __table_args__ = (UniqueConstraint("case_id", "ordinal"), UniqueConstraint("case_id", "party"))

    case_id: Mapped[UUID] = mapped_column(ForeignKey("published_case.id"))
    ordinal: Mapped[int]
    name: Mapped[str]
    party: Mapped[str]


class PartiesChange(Open):
    """That a case which was published before has other parties since: public, like the parties.

    A defendant was named, or another case was joined. `parties_before` counts the parties until
    then, the prosecution included; `answered_at` is when the jobs of every party, used or not, had
    given back what the change takes from it.
    """

    __tablename__ = "parties_change"
    __table_args__ = (
        Index(
            "ix_parties_change_unanswered",
            "changed_at",
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("published_case.id"), index=True)
    parties_before: Mapped[int]
    changed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
