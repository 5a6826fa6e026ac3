"""Outcomes and sentences, and whom the Victim Contact Scheme may be offered to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from casework.witnesses.rules import WitnessRole

REFER_WITHIN = 10
"""Working days from sentence within which the unit refers (Victims' Code, right 11)."""
CONTACT_WITHIN = 20
"""Working days from that referral within which probation makes contact (the same)."""


class Outcome(StrEnum):
    """How the case ended against the defendant it ended against."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"


class OffenceKind(StrEnum):
    """What sort of offence the conviction was for, as far as the scheme asks."""

    VIOLENT = "violent"
    SEXUAL = "sexual"
    TERRORISM = "terrorism"
    OTHER = "other"


class SentenceKind(StrEnum):
    """What was ordered."""

    LIFE_OR_PLEASURE = "life_or_pleasure"
    IMPRISONMENT = "imprisonment"
    YOUTH_DETENTION = "youth_detention"
    SUSPENDED = "suspended"
    HOSPITAL_ORDER = "hospital_order"
    HOSPITAL_AND_LIMITATION = "hospital_and_limitation"
    COMMUNITY_OR_OTHER = "community_or_other"


SENTENCE_WORDS: Final = {
    SentenceKind.LIFE_OR_PLEASURE: "Life, or detention at His Majesty's pleasure",
    SentenceKind.IMPRISONMENT: "Imprisonment",
    SentenceKind.YOUTH_DETENTION: "Detention of a young person",
    SentenceKind.SUSPENDED: "A suspended sentence",
    SentenceKind.HOSPITAL_ORDER: "A hospital order",
    SentenceKind.HOSPITAL_AND_LIMITATION: "A hospital and limitation direction",
    SentenceKind.COMMUNITY_OR_OTHER: "A community order, a fine or something else",
}

COUNTED_IN_MONTHS = frozenset(
    {SentenceKind.IMPRISONMENT, SentenceKind.YOUTH_DETENTION, SentenceKind.SUSPENDED}
)
HOSPITAL = frozenset({SentenceKind.HOSPITAL_ORDER, SentenceKind.HOSPITAL_AND_LIMITATION})


class OutcomeRefused(ValueError):
    """An outcome that cannot stand as it was typed."""


@dataclass(eq=False)
class OffenceMissing(OutcomeRefused):
    """A sentence is entered with the kind of offence that it is for."""


@dataclass(eq=False)
class SentenceWithoutConviction(OutcomeRefused):
    """Nobody is sentenced who was not convicted."""


@dataclass(eq=False)
class MonthsMissing(OutcomeRefused):
    """The sentence is one that is counted in months."""

    kind: SentenceKind


@dataclass(eq=False)
class DecidedInTheFuture(OutcomeRefused):
    """The court's day has not come."""

    decided_on: date


@dataclass(eq=False)
class ReferredBeforeSentence(OutcomeRefused):
    """Nobody is referred to the scheme before there is a sentence."""

    referred_on: date
    sentenced_on: date


@dataclass(eq=False)
class SchemeNotOpen(OutcomeRefused):
    """The Victim Contact Scheme may not be offered, and why."""

    why: "Eligibility"


@dataclass(frozen=True)
class OutcomeSays:
    """An outcome as it was reported. `months` is the whole custodial term, as announced.

    `decided_on` is the day of the verdict, or of the sentence once there is one.
    """

    request_id: UUID
    outcome: Outcome
    decided_on: date
    offence: OffenceKind | None = None
    sentence: SentenceKind | None = None
    months: int | None = None


def check_outcome(says: OutcomeSays, today: date) -> None:
    """Refuse what cannot stand. A conviction stands without its sentence, which comes later.

    Raises:
        OutcomeRefused: One of its kinds.
    """
    if says.decided_on > today:
        raise DecidedInTheFuture(says.decided_on)
    if says.sentence is None:
        return
    if says.outcome is not Outcome.CONVICTED:
        raise SentenceWithoutConviction
    if says.offence is None:
        raise OffenceMissing
    if says.sentence in COUNTED_IN_MONTHS and not says.months:
        raise MonthsMissing(says.sentence)


@dataclass(frozen=True)
class Reported:
    """One report as it was received."""

    id: UUID
    said_at: datetime
    says: OutcomeSays


@dataclass(frozen=True)
class Standing:
    """What stands after every report: how the case ended, and the sentence once it is known.

    Attributes:
        verdict: The first report of this end; whoever says the same again adds nothing.
        sentence: The first report of this sentence; None where none is known.
    """

    verdict: Reported
    sentence: Reported | None

    @property
    def says(self) -> OutcomeSays:
        """The fullest word of it."""
        return (self.sentence or self.verdict).says


def states(reports: Iterable[Reported]) -> Iterator[Standing]:
    """What stood after each report, in the order in which they were received.

    Verdict and sentence come weeks apart, from the unit, the firm and the caseworker alike: another
    end corrects the one before, another sentence corrects the sentence, and a conviction said
    again without its sentence takes none back.
    """
    stands: Standing | None = None
    for report in reports:
        stands = _after(stands, report)
        yield stands


def _after(stands: Standing | None, report: Reported) -> Standing:
    says = report.says
    if stands is None or says.outcome is not stands.verdict.says.outcome:
        return Standing(report, report if says.sentence else None)
    before = stands.sentence
    if says.sentence is None or (before is not None and _sentence(before.says) == _sentence(says)):
        return stands
    return Standing(stands.verdict, report)


def _sentence(says: OutcomeSays) -> tuple[object, ...]:
    return says.decided_on, says.offence, says.sentence, says.months


@dataclass(frozen=True)
class SchemeRules:
    """One state of the law on the scheme, from the day of sentence on which it applies.

    Attributes:
        from_on: The first day of sentence it applies to.
        source: Where it is written.
        offences: Which kinds of offence count.
        least_months: The shortest term that counts, for sentences counted in months.
        sentences: Which sentences count, hospital orders among them.
    """

    from_on: date
    source: str
    offences: frozenset[OffenceKind]
    least_months: int
    sentences: frozenset[SentenceKind]


COVERED = frozenset(
    {
        SentenceKind.LIFE_OR_PLEASURE,
        SentenceKind.IMPRISONMENT,
        SentenceKind.YOUTH_DETENTION,
        *HOSPITAL,
    }
)
"""A suspended sentence is none of them (2004 Act, s.45)."""

SCHEME_RULES: tuple[SchemeRules, ...] = (
    SchemeRules(
        from_on=date(2005, 7, 1),
        source="Domestic Violence, Crime and Victims Act 2004, ss.35 to 45, as enacted",
        offences=frozenset({OffenceKind.VIOLENT, OffenceKind.SEXUAL}),
        least_months=12,
        sentences=COVERED,
    ),
    SchemeRules(
        from_on=date(2024, 12, 2),
        source="The same, s.35(1)(a) as amended: sexual, violent or terrorism",
        offences=frozenset({OffenceKind.VIOLENT, OffenceKind.SEXUAL, OffenceKind.TERRORISM}),
        least_months=12,
        sentences=COVERED,
    ),
)
"""In the order of their days. The day on which terrorism was added was not found: the row begins
with the revised text that was read, and every sentence that is reported here is later. Hospital
orders count with restrictions from the first and, by a later amendment, without; no report says
which it was, so each may be offered the scheme and probation decides. The Victims and Courts Act
2026 recasts the groups and lengths: its numbers, when they and their day of commencement are
published, become a row of their own."""


class Eligibility(StrEnum):
    """Whether the scheme may be offered, and why."""

    ELIGIBLE = "eligible"
    NOT_A_VICTIM = "not_a_victim"
    VICTIM_NOT_KNOWN = "victim_not_known"
    NOT_REPORTED = "not_reported"
    NO_CONVICTION = "no_conviction"
    NOT_SENTENCED = "not_sentenced"
    OFFENCE_NOT_COVERED = "offence_not_covered"
    SENTENCE_NOT_COVERED = "sentence_not_covered"
    TERM_TOO_SHORT = "term_too_short"


ELIGIBILITY_WORDS = {
    Eligibility.ELIGIBLE: "The Victim Contact Scheme may be offered",
    Eligibility.NOT_A_VICTIM: "The scheme is for victims; this person is a witness",
    Eligibility.VICTIM_NOT_KNOWN: "The scheme is for victims; say first who they are in the case",
    Eligibility.NOT_REPORTED: "No outcome is reported yet",
    Eligibility.NOT_SENTENCED: "No sentence is reported yet",
    Eligibility.NO_CONVICTION: "Nobody was convicted, so the scheme does not apply",
    Eligibility.OFFENCE_NOT_COVERED: "The offence is not violent, sexual or terrorism",
    Eligibility.SENTENCE_NOT_COVERED: "The sentence is not one that the scheme covers",
    Eligibility.TERM_TOO_SHORT: "The term is shorter than the scheme covers",
}


NO_VICTIM = {
    WitnessRole.WITNESS: Eligibility.NOT_A_VICTIM,
    WitnessRole.NOT_KNOWN: Eligibility.VICTIM_NOT_KNOWN,
}
"""The scheme is for victims (Victims' Code, right 11), whoever calls them."""


def rules_on(sentenced_on: date) -> SchemeRules:
    """The law on the scheme for a sentence of that day."""
    applicable = [rules for rules in SCHEME_RULES if rules.from_on <= sentenced_on]
    return applicable[-1] if applicable else SCHEME_RULES[0]


def eligibility(role: WitnessRole, says: OutcomeSays) -> Eligibility:
    """Whether the Victim Contact Scheme may be offered (2004 Act, ss.35 to 45; requirements PT-11).

    It depends on the person's role, the offence and the sentence, and never on who calls them.

    Args:
        role: Whether they are a complainant.
        says: The outcome as it was reported.
    """
    no_victim = NO_VICTIM.get(role)
    if no_victim is not None:
        return no_victim
    if says.outcome is not Outcome.CONVICTED:
        return Eligibility.NO_CONVICTION
    return Eligibility.NOT_SENTENCED if says.sentence is None else _by_sentence(says)


def _by_sentence(says: OutcomeSays) -> Eligibility:
    rules = rules_on(says.decided_on)
    if says.offence not in rules.offences:
        return Eligibility.OFFENCE_NOT_COVERED
    if says.sentence not in rules.sentences:
        return Eligibility.SENTENCE_NOT_COVERED
    if says.sentence in COUNTED_IN_MONTHS and (says.months or 0) < rules.least_months:
        return Eligibility.TERM_TOO_SHORT
    return Eligibility.ELIGIBLE


def eligible_since(role: WitnessRole, reports: Iterable[Reported]) -> Reported | None:
    """The report from which the scheme may be offered without a break until now; None: it may not.

    Args:
        role: Whether they are a complainant, as it stands now.
        reports: Every report, in the order in which they were received.
    """
    since: Reported | None = None
    for stands in states(reports):
        is_eligible = eligibility(role, stands.says) is Eligibility.ELIGIBLE
        since = (since or stands.sentence) if is_eligible else None
    return since


def check_scheme(stands: Eligibility) -> None:
    """Nobody is offered the scheme, or said to be referred to it, to whom it does not apply.

    Raises:
        SchemeNotOpen: It says why.
    """
    if stands is not Eligibility.ELIGIBLE:
        raise SchemeNotOpen(stands)


def check_referral_day(referred_on: date, stands: Standing | None, today: date) -> None:
    """The day of the unit's referral has come, and is not before the sentence.

    Raises:
        OutcomeRefused: It says which.
    """
    if referred_on > today:
        raise DecidedInTheFuture(referred_on)
    if stands is not None and referred_on < stands.says.decided_on:
        raise ReferredBeforeSentence(referred_on, stands.says.decided_on)
