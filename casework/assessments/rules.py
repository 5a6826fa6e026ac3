"""What makes a witness vulnerable or intimidated, which priority they have, and what they get."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.referrals.rules import AgeAtOffence
from casework.witnesses.rules import WitnessRole

ADULT_AT = 18
FEBRUARY, MARCH, LEAP_DAY = 2, 3, 29


class Consent(StrEnum):
    """Whether the witness agrees to the assessment being made and kept."""

    GIVEN = "given"
    REFUSED = "refused"


class RiskFlag(StrEnum):
    """Something that makes it less safe to be a witness; practical, never what happened."""

    THREATENED = "threatened"
    ADDRESS_KNOWN = "address_known"
    SHARES_HOME = "shares_home"
    SHARES_CHILDREN = "shares_children"
    ACCUSED_AT_LIBERTY = "accused_at_liberty"
    FOLLOWED_OR_WATCHED = "followed_or_watched"
    ONLINE = "online"
    SELF_HARM = "self_harm"
    CHILD_AT_RISK = "child_at_risk"
    ADULT_AT_RISK = "adult_at_risk"
    HONOUR = "honour"


class DomesticRisk(StrEnum):
    """The risk of domestic abuse as assessed with the DASH list and professional judgement."""

    NOT_DOMESTIC = "not_domestic"
    STANDARD = "standard"
    MEDIUM = "medium"
    HIGH = "high"


class Offence(StrEnum):
    """What kind of offence the case is about: the category alone."""

    SEXUAL = "sexual"
    MODERN_SLAVERY = "modern_slavery"
    DOMESTIC_ABUSE = "domestic_abuse"
    GUN_OR_KNIFE = "gun_or_knife"
    HATE = "hate"
    BEREAVEMENT = "bereavement"
    OTHER_MOST_SERIOUS = "other_most_serious"


class Targeting(StrEnum):
    """Whether the witness was targeted again and again."""

    NOT_PERSISTENT = "not_persistent"
    CAMPAIGN = "campaign"
    THREE_IN_A_YEAR = "three_in_a_year"


class Condition(StrEnum):
    """What section 16(2) names, as the witness or a professional says it."""

    MENTAL_DISORDER = "mental_disorder"
    LEARNING_IMPAIRMENT = "learning_impairment"
    PHYSICAL = "physical"


class Effect(StrEnum):
    """Whether it is likely to make the evidence less complete, coherent or accurate."""

    LIKELY = "likely"
    NOT_LIKELY = "not_likely"
    NOT_KNOWN = "not_known"


class Feeling(StrEnum):
    """How the witness feels about giving evidence (section 17(1))."""

    AFRAID = "afraid"
    DISTRESSED = "distressed"


class Factor(StrEnum):
    """What the court takes into account about fear or distress (section 17(2))."""

    OFFENCE = "offence"
    AGE = "age"
    BACKGROUND = "background"
    HOME_OR_WORK = "home_or_work"
    RELIGION_OR_POLITICS = "religion_or_politics"
    BEHAVIOUR = "behaviour"


class Wish(StrEnum):
    """What the witness says to being treated as eligible for special measures."""

    WANTED = "wanted"
    NOT_WANTED = "not_wanted"
    NOT_DECIDED = "not_decided"


class Eligibility(StrEnum):
    """How a witness stands to section 16 or 17; eligibility is never yet a measure."""

    AUTOMATIC = "automatic"
    COURT_DECIDES = "court_decides"
    NOT_SHOWN = "not_shown"


class Ground(StrEnum):
    """Why a witness is, or may be, vulnerable or intimidated."""

    UNDER_18 = "under_18"
    MENTAL_DISORDER = "mental_disorder"
    LEARNING_IMPAIRMENT = "learning_impairment"
    PHYSICAL = "physical"
    SEXUAL_OFFENCE = "sexual_offence"
    MODERN_SLAVERY = "modern_slavery"
    DOMESTIC_ABUSE = "domestic_abuse"
    GUN_OR_KNIFE = "gun_or_knife"
    FEAR = "fear"
    DISTRESS = "distress"
    NOT_WANTED = "not_wanted"


class Priority(StrEnum):
    """The service's own groups that come first (requirements EL-07)."""

    VULNERABLE = "vulnerable"
    MOST_SERIOUS = "most_serious"
    PERSISTENTLY_TARGETED = "persistently_targeted"
    INTIMIDATED = "intimidated"


class Level(StrEnum):
    """How much the service does, from most to least (requirements RA-06)."""

    IDVA = "idva"
    VULNERABLE = "vulnerable"
    ENHANCED = "enhanced"
    STANDARD = "standard"


class OverrideReason(StrEnum):
    """Why a person decides otherwise than was worked out."""

    WITNESS_CARE_UNIT_OR_SOLICITOR = "witness_care_unit_or_solicitor"
    HEALTH_OR_SUPPORT = "health_or_support"
    WITNESS_SAYS_SO = "witness_says_so"
    COURT_DECIDED = "court_decided"
    JUDGEMENT = "judgement"


class AttendanceRisk(StrEnum):
    """How likely it is that the witness will not come, or will not give evidence."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


class AttendanceReason(StrEnum):
    """What stands in the way of coming."""

    AFRAID = "afraid"
    PRESSURE = "pressure"
    HEALTH = "health"
    WORK = "work"
    CARING = "caring"
    TRAVEL = "travel"
    DELAY = "delay"
    TRUST = "trust"
    NOT_REACHED = "not_reached"
    AWAY = "away"


class AttendanceAction(StrEnum):
    """What will be done about it; each becomes a task."""

    RING_OFTEN = "ring_often"
    OUTREACH = "outreach"
    EXPLAIN_MEASURES = "explain_measures"
    ASK_VIDEO_LINK = "ask_video_link"
    TRAVEL = "travel"
    EMPLOYER_LETTER = "employer_letter"
    CARING = "caring"
    REFER_ON = "refer_on"


MOST_SERIOUS = frozenset(
    {
        Offence.SEXUAL,
        Offence.MODERN_SLAVERY,
        Offence.DOMESTIC_ABUSE,
        Offence.HATE,
        Offence.BEREAVEMENT,
        Offence.OTHER_MOST_SERIOUS,
    }
)
INTIMIDATING = frozenset(
    {
        Offence.SEXUAL,
        Offence.MODERN_SLAVERY,
        Offence.DOMESTIC_ABUSE,
        Offence.GUN_OR_KNIFE,
    }
)
AUTOMATIC_FOR_COMPLAINANTS = {
    Offence.SEXUAL: Ground.SEXUAL_OFFENCE,
    Offence.MODERN_SLAVERY: Ground.MODERN_SLAVERY,
    Offence.DOMESTIC_ABUSE: Ground.DOMESTIC_ABUSE,
}
AUTOMATIC_FOR_EVERYBODY = {Offence.GUN_OR_KNIFE: Ground.GUN_OR_KNIFE}
AUTOMATIC_BY_ROLE = {
    WitnessRole.COMPLAINANT: AUTOMATIC_FOR_COMPLAINANTS | AUTOMATIC_FOR_EVERYBODY,
    WitnessRole.WITNESS: AUTOMATIC_FOR_EVERYBODY,
    WitnessRole.NOT_KNOWN: AUTOMATIC_FOR_EVERYBODY,
}
IS_VICTIM = {
    WitnessRole.COMPLAINANT: True,
    WitnessRole.WITNESS: False,
    WitnessRole.NOT_KNOWN: False,
}
CONDITIONS = {
    Condition.MENTAL_DISORDER: Ground.MENTAL_DISORDER,
    Condition.LEARNING_IMPAIRMENT: Ground.LEARNING_IMPAIRMENT,
    Condition.PHYSICAL: Ground.PHYSICAL,
}
FEELINGS = {Feeling.AFRAID: Ground.FEAR, Feeling.DISTRESSED: Ground.DISTRESS}


@dataclass(frozen=True)
class Facts:
    """What eligibility and priority are worked out from: categories and choices, no account."""

    role: WitnessRole
    age_at_offence: AgeAtOffence
    born_on: date | None = None
    offences: frozenset[Offence] = frozenset()
    targeting: Targeting = Targeting.NOT_PERSISTENT
    conditions: frozenset[Condition] = frozenset()
    effect: Effect = Effect.NOT_KNOWN
    feelings: frozenset[Feeling] = frozenset()
    wish: Wish = Wish.NOT_DECIDED
    domestic_risk: DomesticRisk = DomesticRisk.NOT_DOMESTIC


@dataclass(frozen=True)
class Finding:
    """How a witness stands to one section, and why, in the order of the Act."""

    eligibility: Eligibility
    grounds: tuple[Ground, ...] = ()


def turns_18_on(born_on: date) -> date:
    """The day somebody is eighteen; who was born on 29 February is so on 1 March of other years."""
    try:
        return born_on.replace(year=born_on.year + ADULT_AT)
    except ValueError:
        return date(born_on.year + ADULT_AT, MARCH, 1)


def is_under_18(born_on: date | None, on: date) -> bool:
    """Whether somebody is under eighteen on a day; whoever gave no birthday is taken for adult."""
    return born_on is not None and on < turns_18_on(born_on)


def vulnerable_finding(facts: Facts, determined_on: date) -> Finding:
    """Whether a witness is eligible on grounds of age or incapacity.

    Under 18 when the court decides, not at the offence or the trial, is eligible as of right; a
    mental disorder, a significant impairment of intelligence and social functioning, or a
    physical disability or disorder where the court finds that it is likely to diminish the
    quality of their evidence (YJCEA 1999 s.16(1) to (3)).

    Args:
        facts: What is known.
        determined_on: The London day on which the court decides, or today to see how it stands.
    """
    under_18 = is_under_18(facts.born_on, determined_on)
    grounds = [Ground.UNDER_18] if under_18 else []
    if facts.effect is not Effect.NOT_LIKELY:
        grounds += [ground for one, ground in CONDITIONS.items() if one in facts.conditions]
    return Finding(_standing(grounds, automatic=[Ground.UNDER_18]), tuple(grounds))


def intimidated_finding(facts: Facts) -> Finding:
    """Whether a witness is eligible on grounds of fear or distress about testifying.

    As of right, unless they tell the court that they do not want it: the complainant of a sexual
    offence, of slavery or trafficking (Modern Slavery Act 2015 ss.1 and 2), or of any offence
    alleged to be domestic abuse; any witness to a serious gun or knife offence (Schedule 1A).
    Otherwise where the court finds fear or distress likely to diminish the quality of their
    evidence (YJCEA 1999 s.17(1), (4), (4A), (5)).
    """
    as_of_right = [
        ground
        for offence, ground in AUTOMATIC_BY_ROLE[facts.role].items()
        if offence in facts.offences
    ]
    feelings = [ground for one, ground in FEELINGS.items() if one in facts.feelings]
    if as_of_right and facts.wish is Wish.NOT_WANTED:
        grounds = [*feelings, Ground.NOT_WANTED]
        return Finding(_standing(feelings, automatic=[]), tuple(grounds))
    grounds = [*as_of_right, *feelings]
    return Finding(_standing(grounds, automatic=as_of_right), tuple(grounds))


def _standing(grounds: Iterable[Ground], automatic: Iterable[Ground]) -> Eligibility:
    found, as_of_right = set(grounds), set(automatic)
    if found & as_of_right:
        return Eligibility.AUTOMATIC
    return Eligibility.COURT_DECIDES if found else Eligibility.NOT_SHOWN


def priorities(facts: Facts, today: date) -> tuple[Priority, ...]:
    """Which of the service's priority groups a witness belongs to (requirements EL-07).

    Wider than the Act: under 18 at the offence counts, a condition counts whatever it does to the
    evidence, and an offence that intimidates counts for every witness to it. The most serious
    crimes and persistent targeting are about victims.
    """
    is_victim = IS_VICTIM[facts.role]
    groups = {
        Priority.VULNERABLE: facts.age_at_offence is AgeAtOffence.UNDER_18
        or is_under_18(facts.born_on, today)
        or bool(facts.conditions),
        Priority.MOST_SERIOUS: is_victim and bool(facts.offences & MOST_SERIOUS),
        Priority.PERSISTENTLY_TARGETED: is_victim
        and facts.targeting is not Targeting.NOT_PERSISTENT,
        Priority.INTIMIDATED: bool(facts.feelings) or bool(facts.offences & INTIMIDATING),
    }
    return tuple(group for group, belongs in groups.items() if belongs)


def level_for(found: Iterable[Priority], domestic_risk: DomesticRisk) -> Level:
    """What the service does for somebody (requirements RA-06, RA-11).

    A high risk of domestic abuse, by 14 ticks of the DASH list, by professional judgement or by
    escalation, means an independent domestic violence adviser; the vulnerable and intimidated
    come next, then victims of the most serious crimes and the persistently targeted.
    """
    groups = set(found)
    if domestic_risk is DomesticRisk.HIGH:
        return Level.IDVA
    if groups & {Priority.VULNERABLE, Priority.INTIMIDATED}:
        return Level.VULNERABLE
    return Level.ENHANCED if groups else Level.STANDARD
