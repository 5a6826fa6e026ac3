"""What HMCTS's Crown Court lists have in common: header, court house, case numbers, defendants."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from courts.cases.rules import NAME_NOT_GIVEN, NAME_WITHHELD
from courts.lists.json_parts import Part, PartUnreadable
from courts.lists.rules import (
    CourtAsListed,
    CourtList,
    DocumentType,
    ListedHearing,
    ListProblem,
    ListRefused,
    joined_rows,
)

CRIMINAL_COURT_HOUSES = ("Crown Court", "Magistrates Court", "Youth Court")
CASE_NUMBERS = ("CaseNumber", "CaseNumberCaTH")


@dataclass(frozen=True)
class Header:
    """What a list says of itself."""

    reference: str
    version: str
    published_at: datetime
    starts_on: date
    ends_on: date | None
    court: CourtAsListed


@dataclass
class Gathered:
    """The rows of a list as they are read, and the problems of those that could not be."""

    rows: list[ListedHearing] = field(default_factory=list)
    problems: list[ListProblem] = field(default_factory=list)

    @contextmanager
    def one_part(self) -> Iterator[None]:
        """Reads one part of the list: where it is unreadable, the rest goes on without it."""
        try:
            yield
        except PartUnreadable as unreadable:
            self.problems.append(ListProblem(unreadable.place, unreadable.why))


def read_header(document: Part) -> Header:
    """What the list says of itself.

    Raises:
        ListRefused: What is needed of the list as a whole is missing, or it is not criminal.
    """
    try:
        document.part("CourtLists")
        document.parts("CourtLists")
        return _header(document)
    except PartUnreadable as missing:
        raise ListRefused(f"This list cannot be read: {missing.why} (at {missing.place})") from None


def finished(document_type: DocumentType, header: Header, gathered: Gathered) -> CourtList:
    """The list as read, each hearing once."""
    rows, contradictions = joined_rows(gathered.rows)
    return CourtList(
        document_type=document_type,
        reference=header.reference,
        version=header.version,
        published_at=header.published_at,
        starts_on=header.starts_on,
        ends_on=header.ends_on,
        court=header.court,
        rows=rows,
        problems=(*gathered.problems, *contradictions),
    )


def _header(document: Part) -> Header:
    identity, header = document.part("DocumentID"), document.part("ListHeader")
    ends_on = header.optional("EndDate", header.day)
    starts_on = header.day("StartDate")
    if ends_on and ends_on < starts_on:
        raise PartUnreadable(f"{header.place}/EndDate", "EndDate is before StartDate.")
    return Header(
        reference=identity.text("UniqueID"),
        version=header.text("Version"),
        published_at=header.instant("PublishedTime"),
        starts_on=starts_on,
        ends_on=ends_on,
        court=court_house(document.part("CrownCourt")),
    )


def court_house(part: Part) -> CourtAsListed:
    """A court as the list names it.

    Raises:
        ListRefused: It is a court that tries no crimes.
    """
    kind = part.text("CourtHouseType")
    if kind not in CRIMINAL_COURT_HOUSES:
        raise ListRefused(
            f"This is not a list of a criminal court: it is of a “{kind}” (at {part.place})."
        )
    return CourtAsListed(part.number("CourtHouseCode"), part.text("CourtHouseName"))


def case_numbers(case: Part) -> tuple[str, ...]:
    """The numbers a case is printed with, the list's own first."""
    case.text("CaseNumber")
    found = [case.text(name) for name in CASE_NUMBERS if case.has(name)]
    return tuple(dict.fromkeys(found))


def linked_numbers(case: Part) -> tuple[str, ...]:
    """The numbers of the cases published as linked to this one."""
    return tuple(linked.text("CaseNumber") for linked in case.parts("LinkedCases"))


def urns(case: Part) -> tuple[str, ...]:
    """The URNs printed beside the defendants."""
    found = [each.text("URN") for each in case.parts("Defendants") if each.has("URN")]
    return tuple(dict.fromkeys(found))


def defendants(case: Part) -> tuple[str, ...]:
    """The defendants' names as they may be shown, in the list's order."""
    return tuple(_shown_name(each.part("PersonalDetails")) for each in case.parts("Defendants"))


def _shown_name(person: Part) -> str:
    """The name to show: of a masked person the masked name and never the real one.

    Anything but a clear "no" counts as masked.
    """
    is_masked = person.text("IsMasked").casefold() != "no" if person.has("IsMasked") else True
    if is_masked:
        return person.text("MaskedName") if person.has("MaskedName") else NAME_WITHHELD
    name = person.part("Name")
    given = [each.as_text("CitizenNameForename") for each in name.parts("CitizenNameForename")]
    surname = name.optional("CitizenNameSurname", name.text)
    if surname:
        return " ".join([*given, surname])
    return name.optional("CitizenNameRequestedName", name.text) or NAME_NOT_GIVEN
