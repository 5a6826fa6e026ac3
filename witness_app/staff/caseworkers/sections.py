"""The pages about one witness, in the groups in which a caseworker looks for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from casework.statements.rules import STEPS_BY_ROLE
from casework.witnesses.rules import WitnessRole

EVERYONE = frozenset(WitnessRole)
WITH_A_STATEMENT = frozenset(role for role in WitnessRole if STEPS_BY_ROLE[role])


@dataclass(frozen=True)
class Section:
    """One page: its words in the navigation, where it is, and whose records have it.

    A template of the page, and of each form that leads back to it, says the same words in its
    block `section`.
    """

    words: str
    endpoint: str
    records: frozenset[WitnessRole] = EVERYONE


# A new page about a witness is one line here, in its group. The first page of a group is where
# the group's own link leads.
SECTIONS: dict[str, tuple[Section, ...]] = {
    "Overview": (
        Section("Timeline", "witnesses.show_timeline"),
        Section("Tasks", "tasks.show_tasks"),
        Section("Who they are", "particulars.ask"),
        Section("Who has looked", "who_has_looked.show_looks"),
    ),
    "Support": (
        Section("Assessment", "assessments.show"),
        Section("Needs", "needs.show_needs"),
        Section("Statement", "statements.show_steps", WITH_A_STATEMENT),
        Section("Enquiries", "enquiries.show_enquiries"),
    ),
    "Contact": (
        Section("Contact plan", "contact_plans.show_plan"),
        Section("Replies", "replies.show_replies"),
        Section("Messages passed on", "passed_messages.show_passed_on"),
        Section("Case team must know", "concerns.show_concerns"),
        Section("Their link", "witness_links.show_link"),
    ),
    "At court": (
        Section("Dates", "dates.show_dates"),
        Section("Visits", "witnesses.show_visits"),
        Section("Before the day", "late.show"),
        Section("Handovers", "handovers.show_handovers"),
        Section("Days at court", "court_days.show_days"),
        Section("How it ended", "outcomes.show"),
    ),
}


@dataclass(frozen=True)
class SectionLink:
    """A page of one witness: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True)
class SectionGroup:
    """Pages that belong together, the first of them where the group's own link leads."""

    words: str
    links: tuple[SectionLink, ...]


def sections_of(witness_id: UUID, record: WitnessRole) -> tuple[SectionGroup, ...]:
    """Every page about one witness, in its group."""
    return tuple(
        SectionGroup(words, tuple(_links(sections, witness_id, record)))
        for words, sections in SECTIONS.items()
    )


def _links(
    sections: tuple[Section, ...], witness_id: UUID, record: WitnessRole
) -> Iterator[SectionLink]:
    for section in sections:
        if record in section.records:
            yield SectionLink(section.words, url_for(section.endpoint, witness_id=witness_id))
