"""The lists that were uploaded, and each of their rows from preview to what became of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from courts.hearings.rules import Difference
from courts.lists.rules import DocumentType, ImportStatus, RowState
from courts.register.list_names import WhyNoBuilding
from ethical_walls.records import Open, text_enum


class ListImport(Open):
    """One file, known by its digest, so that the same file is never taken in twice.

    `preview_number` counts its previews: applying names the one that was looked at.
    """

    __tablename__ = "list_import"

    digest: Mapped[str] = mapped_column(unique=True)
    file_name: Mapped[str]
    document_type: Mapped[DocumentType] = mapped_column(text_enum(DocumentType))
    reference: Mapped[str]
    version: Mapped[str]
    court_name: Mapped[str]
    published_at: Mapped[datetime]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    status: Mapped[ImportStatus] = mapped_column(text_enum(ImportStatus))
    preview_number: Mapped[int]
    uploaded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(index=True)
    previewed_at: Mapped[datetime]
    applied_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    applied_at: Mapped[datetime | None]


class ListImportRow(Open):
    """One row of a list: what it says, what it would change, what it changed.

    `payload` holds the row as read and nothing of a person but the names that may be shown.
    """

    __tablename__ = "list_import_row"
    __table_args__ = (UniqueConstraint("import_id", "ordinal"),)

    import_id: Mapped[UUID] = mapped_column(ForeignKey("list_import.id"))
    ordinal: Mapped[int]
    place: Mapped[str]
    state: Mapped[RowState] = mapped_column(text_enum(RowState))
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    court_code: Mapped[int | None]
    court_name: Mapped[str]
    court_id: Mapped[UUID | None] = mapped_column(ForeignKey("court.id"))
    held_why: Mapped[WhyNoBuilding | None] = mapped_column(text_enum(WhyNoBuilding))
    problem: Mapped[str]
    remark: Mapped[str]
    difference: Mapped[Difference | None] = mapped_column(text_enum(Difference))
    before_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing_version.id"))
    after_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing_version.id"))
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
