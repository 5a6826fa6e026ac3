import uuid
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from casework.outcomes.actions import report_outcome, take_in_outcomes
from casework.outcomes.models import CaseOutcome
from casework.outcomes.rules import (
    SCHEME_RULES,
    DecidedInTheFuture,
    Eligibility,
    MonthsMissing,
    OffenceKind,
    OffenceMissing,
    Outcome,
    OutcomeRefused,
    OutcomeSays,
    SentenceKind,
    SentenceWithoutConviction,
    check_outcome,
    eligibility,
)
from casework.outcomes.scheme import note_scheme_contact, note_scheme_referral
from casework.tasks.models import Task
from casework.witnesses.rules import WitnessRole
from courts.london_time import end_of_london_day
from tests.builders.casework import (
    MadeWitness,
    Side,
    a_referred_witness,
    a_witness,
    put_right,
)
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

YEARS = OutcomeSays(
    uuid.UUID("0b9e9f7c-5a0e-4a59-9b0f-1f0a3b6f7d10"),
    Outcome.CONVICTED,
    date(2026, 4, 2),
    OffenceKind.VIOLENT,
    SentenceKind.IMPRISONMENT,
    24,
)


@pytest.mark.parametrize(
    ("role", "change", "expected"),
    [
        (WitnessRole.COMPLAINANT, {}, Eligibility.ELIGIBLE),
        (WitnessRole.COMPLAINANT, {"months": 12}, Eligibility.ELIGIBLE),
        (WitnessRole.COMPLAINANT, {"months": 11}, Eligibility.TERM_TOO_SHORT),
        (WitnessRole.COMPLAINANT, {"offence": OffenceKind.SEXUAL}, Eligibility.ELIGIBLE),
        (WitnessRole.COMPLAINANT, {"offence": OffenceKind.TERRORISM}, Eligibility.ELIGIBLE),
        (WitnessRole.COMPLAINANT, {"offence": OffenceKind.OTHER}, Eligibility.OFFENCE_NOT_COVERED),
        (
            WitnessRole.COMPLAINANT,
            {"sentence": SentenceKind.SUSPENDED},
            Eligibility.SENTENCE_NOT_COVERED,
        ),
        (
            WitnessRole.COMPLAINANT,
            {"sentence": SentenceKind.COMMUNITY_OR_OTHER, "months": None},
            Eligibility.SENTENCE_NOT_COVERED,
        ),
        (
            WitnessRole.COMPLAINANT,
            {"sentence": SentenceKind.LIFE_OR_PLEASURE, "months": None},
            Eligibility.ELIGIBLE,
        ),
        (
            WitnessRole.COMPLAINANT,
            {"sentence": SentenceKind.HOSPITAL_ORDER, "months": None},
            Eligibility.ELIGIBLE,
        ),
        (
            WitnessRole.COMPLAINANT,
            {"sentence": SentenceKind.YOUTH_DETENTION, "months": 12},
            Eligibility.ELIGIBLE,
        ),
        (
            WitnessRole.COMPLAINANT,
            {"outcome": Outcome.ACQUITTED, "sentence": None, "offence": None, "months": None},
            Eligibility.NO_CONVICTION,
        ),
        (WitnessRole.COMPLAINANT, {"sentence": None}, Eligibility.NOT_SENTENCED),
        (WitnessRole.WITNESS, {}, Eligibility.NOT_A_VICTIM),
        (WitnessRole.NOT_KNOWN, {}, Eligibility.VICTIM_NOT_KNOWN),
    ],
)
def test_whom_the_victim_contact_scheme_may_be_offered_to(
    role: WitnessRole, change: dict[str, object], expected: Eligibility
) -> None:
    assert eligibility(role, replace(YEARS, **change)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentenced_on", "expected"),
    [
        (date(2024, 12, 1), Eligibility.OFFENCE_NOT_COVERED),
        (date(2024, 12, 2), Eligibility.ELIGIBLE),
    ],
)
def test_the_law_of_the_day_of_sentence_applies(sentenced_on: date, expected: Eligibility) -> None:
    says = replace(YEARS, decided_on=sentenced_on, offence=OffenceKind.TERRORISM)
    assert eligibility(WitnessRole.COMPLAINANT, says) is expected


def test_the_states_of_the_law_stand_in_the_order_of_their_days() -> None:
    days = [rules.from_on for rules in SCHEME_RULES]
    assert days == sorted(set(days))


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"decided_on": date(2026, 4, 4)}, DecidedInTheFuture),
        ({"offence": None}, OffenceMissing),
        ({"months": None}, MonthsMissing),
        ({"outcome": Outcome.ACQUITTED}, SentenceWithoutConviction),
    ],
)
def test_an_outcome_that_cannot_stand_is_refused(
    change: dict[str, object], refused: type[OutcomeRefused]
) -> None:
    with pytest.raises(refused):
        check_outcome(replace(YEARS, **change), date(2026, 4, 3))  # type: ignore[arg-type]


def reported(world: World, made: MadeWitness, says: OutcomeSays, at: datetime) -> None:
    with world.session(made.caseworker) as session:
        perform(session, report_outcome, (made.compartment_id, made.id), says, now=at)
        perform(session, report_outcome, (made.compartment_id, made.id), says, now=at)
    with world.job(made.compartment_id) as session:
        perform(session, take_in_outcomes, now=at)


def become_complainant(world: World, made: MadeWitness) -> None:
    put_right(world, made, role=WitnessRole.COMPLAINANT)


@pytest.mark.parametrize("side", Side)
def test_after_sentence_the_scheme_is_offered_and_both_its_clocks_run(
    world: World, side: Side
) -> None:
    """working_days.md, section 5: sentence Thu 2 April 2026, then 20 April, then 19 May."""
    made = a_witness(world, side=side)
    become_complainant(world, made)
    sentenced_at = datetime.fromisoformat("2026-04-02T15:00:00+00:00")
    reported(world, made, YEARS, sentenced_at)
    with world.session(made.caseworker) as session:
        owed = {d.kind: d for d in session.scalars(select(Deadline))}
        referral = owed[DeadlineKind.SCHEME_REFERRED]
        assert referral.due_at == end_of_london_day(date(2026, 4, 20))
        titles = sorted(session.scalars(select(Task.title).where(Task.kind == "tell_witness")))
        assert titles == [
            "Explain and offer the Victim Contact Scheme",
            "Explain the outcome, and what happens now",
        ]
        at = datetime.fromisoformat("2026-04-20T10:00:00+00:00")
        perform(session, note_scheme_referral, made.id, date(2026, 4, 20), now=at)
        contact = session.scalars(
            select(Deadline).where(Deadline.kind == DeadlineKind.SCHEME_CONTACTED)
        ).one()
        assert contact.due_at == end_of_london_day(date(2026, 5, 19))
        assert referral.met_at == at
        perform(session, note_scheme_contact, made.id, now=at)
        assert contact.met_at == at


def test_a_witness_who_is_no_victim_is_told_the_outcome_and_offered_no_scheme(
    world: World,
) -> None:
    made = a_witness(world, side=Side.DEFENCE)
    reported(world, made, replace(YEARS, decided_on=NOW.date()), NOW)
    with world.session(made.caseworker) as session:
        kinds = set(session.scalars(select(Deadline.kind)))
        assert DeadlineKind.SCHEME_REFERRED not in kinds
        titles = list(session.scalars(select(Task.title).where(Task.kind == "tell_witness")))
        assert titles == ["Explain the outcome, and what happens now"]


def test_a_unit_officer_reports_for_witnesses_of_their_unit_alone(world: World) -> None:
    officer = world.a_unit_officer()
    ours = a_referred_witness(world, side=Side.PROSECUTION, typed_by=officer)
    theirs = a_witness(world, side=Side.DEFENCE)
    says = replace(YEARS, decided_on=NOW.date())
    with world.session(officer) as session:
        perform(session, report_outcome, (ours.compartment_id, ours.id), says, now=NOW)
        assert session.scalars(select(CaseOutcome.witness_id)).all() == [ours.id]
    with (
        world.session(officer) as session,
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        report_outcome(session, (theirs.compartment_id, theirs.id), says, now=NOW)
