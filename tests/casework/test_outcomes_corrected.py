"""What is owed at the end of a case stays true to what stands of it, corrected or said twice."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from casework.deadlines.actions import expect_visit_before
from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from casework.handovers.actions import offer_handover
from casework.handovers.models import Handover
from casework.handovers.rules import HandoverKind, HandoverState, Pack, PackField
from casework.outcomes.rules import (
    Eligibility,
    OffenceKind,
    ReferredBeforeSentence,
    Reported,
    SchemeNotOpen,
    eligible_since,
    states,
)
from casework.outcomes.scheme import note_scheme_referral
from casework.statements.queries import live_steps
from casework.statements.rules import EndedBecause, StatementStep
from casework.tasks.models import Task
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessRole
from courts.london_time import end_of_london_day
from tests.builders.casework import (
    Case,
    MadeWitness,
    Side,
    a_published_trial,
    a_referred_witness,
    a_witness,
    put_right,
)
from tests.builders.outcomes import acquitted, convicted, reported, two_years
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

OUTCOME = "Explain the outcome, and what happens now"
SENTENCE = "Explain the sentence, and what happens now"
OFFER = "Explain and offer the Victim Contact Scheme"
TODAY = NOW.date()
HOUR = timedelta(hours=1)
OFFERED = Pack(
    uuid.UUID("4a4b5f3a-9a6b-4a73-8a9d-0a8f2f9f2b56"),
    HandoverKind.VICTIM_CONTACT_SCHEME,
    "London probation",
    {PackField.NAME: "Ada Yeo"},
)


@pytest.fixture(params=Side)
def victim(world: World, request: pytest.FixtureRequest) -> MadeWitness:
    """A complainant with steps of a statement and a duty to arrange a visit."""
    made = a_witness(world, side=request.param)
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    hearing_id = a_published_trial(world, Case(), date(2026, 11, 2))
    with world.session(made.caseworker) as session:
        witness = witness_of(session, made.id)
        expect_visit_before(session, witness, hearing_id, date(2026, 11, 2), now=NOW)
        session.commit()
    return made


def owed(world: World, made: MadeWitness) -> dict[DeadlineKind, Deadline]:
    with world.session(made.caseworker) as session:
        live = select(Deadline).where(Deadline.superseded_at.is_(None))
        found = session.scalars(live.where(Deadline.witness_id == made.id)).all()
        session.expunge_all()
        assert len({one.kind for one in found}) == len(found)
        return {one.kind: one for one in found}


def asked(world: World, made: MadeWitness, titles: Collection[str]) -> list[str]:
    with world.session(made.caseworker) as session:
        waiting = select(Task.title).where(Task.done_at.is_(None), Task.title.in_(titles))
        return sorted(session.scalars(waiting))


def ends(world: World, made: MadeWitness) -> set[EndedBecause | None]:
    with world.session(made.caseworker) as session:
        return {task.ended_because for task in live_steps(session, made.id)}


ALL = (OUTCOME, SENTENCE, OFFER)


def test_a_verdict_is_explained_and_its_sentence_later(world: World, victim: MadeWitness) -> None:
    reported(world, victim, convicted())
    assert asked(world, victim, ALL) == [OUTCOME]
    assert DeadlineKind.SCHEME_REFERRED not in owed(world, victim)
    assert DeadlineKind.VISIT_BEFORE_TRIAL not in owed(world, victim)
    with world.session(victim.caseworker) as session:
        steps = {task.step: task for task in live_steps(session, victim.id)}
        assert steps[StatementStep.REVIEW].ended_because is EndedBecause.NO_TRIAL_AHEAD
        assert steps[StatementStep.UPDATE].due_at == end_of_london_day(date(2026, 9, 21))
    later = NOW + timedelta(days=21)
    reported(world, victim, two_years(later.date()), later)
    assert asked(world, victim, ALL) == sorted([OUTCOME, SENTENCE, OFFER])
    assert EndedBecause.SENTENCED in ends(world, victim)
    assert None not in ends(world, victim)
    due_at = owed(world, victim)[DeadlineKind.SCHEME_REFERRED].due_at
    assert due_at == end_of_london_day(date(2026, 10, 19))


def test_the_same_said_by_two_is_owed_once(world: World, victim: MadeWitness) -> None:
    reported(world, victim, two_years())
    reported(world, victim, two_years(), NOW + HOUR)
    reported(world, victim, convicted(), NOW + 2 * HOUR)
    assert asked(world, victim, ALL) == sorted([OUTCOME, OFFER])
    assert ends(world, victim) == {EndedBecause.SENTENCED}
    assert owed(world, victim)[DeadlineKind.SCHEME_REFERRED].previous_due_at is None


def test_a_corrected_day_of_sentence_moves_the_one_limit(world: World, victim: MadeWitness) -> None:
    reported(world, victim, two_years(TODAY - timedelta(days=3)))
    before = owed(world, victim)[DeadlineKind.SCHEME_REFERRED].due_at
    reported(world, victim, two_years(), NOW + HOUR)
    after = owed(world, victim)[DeadlineKind.SCHEME_REFERRED]
    assert (after.previous_due_at, after.due_at) == (before, end_of_london_day(date(2026, 9, 28)))
    assert asked(world, victim, (OFFER,)) == [OFFER]


def test_an_acquittal_ends_what_is_owed_and_a_correction_takes_it_up_again(
    world: World, victim: MadeWitness
) -> None:
    reported(world, victim, two_years())
    reported(world, victim, acquitted(), NOW + HOUR)
    assert asked(world, victim, ALL) == [OUTCOME]
    assert DeadlineKind.SCHEME_REFERRED not in owed(world, victim)
    assert DeadlineKind.VISIT_BEFORE_TRIAL not in owed(world, victim)
    assert None not in ends(world, victim)
    reported(world, victim, convicted(), NOW + 2 * HOUR)
    assert asked(world, victim, ALL) == [OUTCOME]
    assert None in ends(world, victim)
    reported(world, victim, two_years(), NOW + 3 * HOUR)
    assert asked(world, victim, ALL) == sorted([OUTCOME, SENTENCE, OFFER])


def test_without_a_conviction_nothing_is_owed_of_statement_or_visit(
    world: World, victim: MadeWitness
) -> None:
    reported(world, victim, acquitted())
    assert ends(world, victim) == {EndedBecause.CASE_ENDED}
    assert DeadlineKind.VISIT_BEFORE_TRIAL not in owed(world, victim)


def test_a_handover_to_the_scheme_is_taken_back_where_it_does_not_apply_after_all(
    world: World, victim: MadeWitness
) -> None:
    with world.session(victim.caseworker) as session:
        for why, says in (
            (Eligibility.NOT_REPORTED, None),
            (Eligibility.NOT_SENTENCED, convicted()),
        ):
            if says is not None:
                reported(world, victim, says)
            with pytest.raises(SchemeNotOpen) as refused:
                offer_handover(session, victim.id, OFFERED, now=NOW)
            assert refused.value.why is why
            session.rollback()
    reported(world, victim, two_years(), NOW + HOUR)
    with world.session(victim.caseworker) as session:
        perform(session, offer_handover, victim.id, OFFERED, now=NOW + HOUR)
    reported(world, victim, acquitted(), NOW + 2 * HOUR)
    with world.session(victim.caseworker) as session:
        assert session.scalars(select(Handover.state)).all() == [HandoverState.TAKEN_BACK]
        assert session.scalars(select(Task).where(Task.title.contains("is taken back"))).one()


def test_the_day_of_the_units_referral_is_the_day_it_is_met(
    world: World, victim: MadeWitness
) -> None:
    with world.session(victim.caseworker) as session, pytest.raises(SchemeNotOpen):
        note_scheme_referral(session, victim.id, TODAY, now=NOW)
    reported(world, victim, two_years(date(2026, 9, 1)))
    late = datetime.fromisoformat("2026-09-21T10:00:00+00:00")
    with world.session(victim.caseworker) as session:
        with pytest.raises(ReferredBeforeSentence):
            note_scheme_referral(session, victim.id, date(2026, 8, 31), now=late)
        perform(session, note_scheme_referral, victim.id, date(2026, 9, 16), now=late)
    found = owed(world, victim)
    assert found[DeadlineKind.SCHEME_REFERRED].met_at == end_of_london_day(date(2026, 9, 16))
    assert found[DeadlineKind.SCHEME_CONTACTED].due_at == end_of_london_day(date(2026, 10, 14))
    with world.session(victim.caseworker) as session:
        for _twice in range(2):
            perform(session, note_scheme_referral, victim.id, date(2026, 9, 15), now=late + HOUR)
    again = owed(world, victim)
    assert again[DeadlineKind.SCHEME_REFERRED].met_at == end_of_london_day(date(2026, 9, 15))
    assert again[DeadlineKind.SCHEME_CONTACTED].due_at == end_of_london_day(date(2026, 10, 13))
    assert again[DeadlineKind.SCHEME_CONTACTED].previous_due_at == end_of_london_day(
        date(2026, 10, 14)
    )
    with world.session(victim.caseworker) as session:
        rows = session.scalars(
            select(Deadline).where(Deadline.kind == DeadlineKind.SCHEME_REFERRED)
        ).all()
        assert len(rows) == 2


def test_whoever_is_found_to_be_a_victim_after_sentence_is_offered_the_scheme(
    world: World,
) -> None:
    made = a_witness(world, side=Side.DEFENCE)
    reported(world, made, two_years())
    assert asked(world, made, (OFFER,)) == []
    put_right(world, made, role=WitnessRole.COMPLAINANT, now=NOW + HOUR)
    assert asked(world, made, (OFFER,)) == [OFFER]
    put_right(world, made, role=WitnessRole.WITNESS, now=NOW + 2 * HOUR)
    assert asked(world, made, (OFFER,)) == []


def test_nobody_elses_tasks_end(world: World, victim: MadeWitness) -> None:
    other = a_referred_witness(world, side=Side.DEFENCE, case=Case("T20267000", "Jordan Reed"))
    reported(world, other, two_years())
    reported(world, victim, two_years())
    reported(world, victim, acquitted(), NOW + HOUR)
    assert asked(world, other, (OUTCOME,)) == [OUTCOME]


def test_the_scheme_may_be_offered_since_the_report_after_which_it_always_could() -> None:
    said = [
        convicted(),
        two_years(),
        replace(two_years(), offence=OffenceKind.OTHER),
        two_years(TODAY - timedelta(days=1)),
        two_years(TODAY - timedelta(days=1)),
    ]
    reports = [Reported(uuid.uuid4(), NOW + n * HOUR, says) for n, says in enumerate(said)]
    assert eligible_since(WitnessRole.COMPLAINANT, reports[:2]) == reports[1]
    assert eligible_since(WitnessRole.COMPLAINANT, reports[:3]) is None
    assert eligible_since(WitnessRole.COMPLAINANT, reports) == reports[3]
    assert [one.sentence for one in states(reports)][-1] == reports[3]
