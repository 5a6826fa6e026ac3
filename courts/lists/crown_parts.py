"""What HMCTS's Crown Court lists have in common: header, court house, case numbers, defendants."""

from courts.cases.rules import NAME_NOT_GIVEN, NAME_WITHHELD
from courts.lists.gathering import Header
from courts.lists.json_parts import Part, PartUnreadable
from courts.lists.rules import CourtAsListed, ListRefused

CRIMINAL_COURT_HOUSES = ("Crown Court", "Magistrates Court", "Youth Court")
CASE_NUMBERS = ("CaseNumber", "CaseNumberCaTH")


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
