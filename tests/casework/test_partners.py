import uuid
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from casework.contact_plans.actions import confirm_contact_plan
from casework.partners.actions import say, take_in_words
from casework.partners.errors import NotReferredByYou
from casework.partners.models import PartnerWord, ReferredWitness
from casework.partners.queries import (
    Referred,
    referred_by_my_organisation,
    referred_page,
    words_of,
)
from casework.partners.rules import (
    Attendance,
    DatesBackward,
    DatesMissing,
    Measure,
    MeasureMissing,
    NeedsMissing,
    PartnerSays,
    Progress,
    WordKind,
    WordsTooLong,
    check_word,
    in_force,
    reference_of,
)
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.sharing import share_with
from ethical_walls.viewers import Viewer
from ethical_walls.work import WorkKind, compartments_with_work, finish_work
from tests.builders.casework import (
    MadeWitness,
    Person,
    Side,
    a_contact_plan,
    a_referred_witness,
    a_witness,
)
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform


def said(kind: WordKind = WordKind.STOOD_DOWN, **change: object) -> PartnerSays:
    return replace(PartnerSays(uuid.uuid4(), kind), **change)  # type: ignore[arg-type]


def sight(world: World, viewer: Viewer) -> list[Referred]:
    with world.session(viewer) as session:
        return referred_by_my_organisation(session)


def tell(world: World, viewer: Viewer, record_id: uuid.UUID, word: PartnerSays) -> None:
    with world.session(viewer) as session:
        perform(session, say, record_id, word, now=NOW)


def take_in(world: World, made: MadeWitness) -> None:
    with world.job(made.compartment_id) as session:
        perform(session, take_in_words, now=NOW)


@pytest.mark.parametrize(
    ("word", "refused"),
    [
        (said(WordKind.MEASURE_GRANTED), MeasureMissing),
        (said(WordKind.DATES_TO_AVOID), DatesMissing),
        (said(WordKind.NEEDS), NeedsMissing),
        (
            said(
                WordKind.DATES_TO_AVOID,
                from_on=date(2026, 10, 2),
                until_on=date(2026, 10, 1),
            ),
            DatesBackward,
        ),
        (said(words="a" * 301), WordsTooLong),
    ],
)
def test_a_word_that_cannot_stand_is_refused(word: PartnerSays, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        check_word(word)


APPLIED, GRANTED, REFUSED = (
    WordKind.MEASURE_APPLIED_FOR,
    WordKind.MEASURE_GRANTED,
    WordKind.MEASURE_REFUSED,
)
SCREENS, LINK = Measure.SCREENS, Measure.LIVE_LINK


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ([], []),
        ([(GRANTED, SCREENS)], [SCREENS]),
        ([(REFUSED, SCREENS), (GRANTED, SCREENS)], []),  # the latest first
        ([(GRANTED, SCREENS), (REFUSED, SCREENS)], [SCREENS]),
        ([(APPLIED, SCREENS), (GRANTED, SCREENS)], [SCREENS]),
        ([(APPLIED, SCREENS)], []),
        ([(REFUSED, SCREENS), (GRANTED, LINK), (GRANTED, SCREENS)], [LINK]),
        ([(WordKind.REQUIRED, None), (GRANTED, LINK)], [LINK]),
    ],
)
def test_of_each_special_measure_the_courts_latest_word_stands(
    words: list[tuple[WordKind, Measure | None]], stands: list[Measure]
) -> None:
    assert in_force(words) == stands


def test_a_reference_is_the_referrers_own_and_always_the_same() -> None:
    request_id = uuid.UUID("9f9a5f6e-3a51-4b1f-9a6e-3f0d7a1f2b3c")
    assert reference_of(request_id) == reference_of(request_id)
    assert reference_of(request_id) != reference_of(uuid.uuid4())
    assert len(reference_of(request_id)) == len("ABCD-EFGH")


@pytest.mark.parametrize("side", Side)
def test_whoever_referred_sees_the_steps_and_nothing_else(world: World, side: Side) -> None:
    partner = world.a_unit_officer() if side is Side.PROSECUTION else world.a_solicitor()
    made = a_referred_witness(world, side=side, typed_by=partner)
    (seen,) = sight(world, partner)
    assert (seen.name, seen.progress, seen.attendance) == (
        "Ada Yeo",
        Progress.RECEIVED,
        Attendance.NOT_SAID,
    )
    with world.session(partner) as session:
        assert session.scalar(select(func.count()).select_from(Witness)) == 0
        assert session.scalar(select(func.count()).select_from(Task)) == 0
        assert session.scalar(select(func.wall.compartments())) == []
    assert made.id == seen.witness_id


def test_a_colleague_of_the_firm_sees_it_and_another_firm_does_not(world: World) -> None:
    a_referred_witness(world, side=Side.DEFENCE, typed_by=world.a_solicitor())
    assert len(sight(world, world.a_solicitor(name="Ben Webb"))) == 1
    assert sight(world, world.a_solicitor(name="Cy Orr", firm="Orr and Son")) == []
    assert sight(world, world.a_unit_officer()) == []


def test_the_step_moves_on_when_the_witness_was_reached(world: World) -> None:
    partner, caseworker = world.a_unit_officer(), world.a_caseworker()
    made = a_witness(world, side=Side.PROSECUTION, caseworker=caseworker)
    with world.session(caseworker) as session:
        witness = (made.group_id, made.party, made.id)
        share_with(session, partner.organisation_id or uuid.uuid4(), witness, now=NOW)
        perform(session, confirm_contact_plan, made.id, 1, a_contact_plan(), now=NOW)
    (seen,) = sight(world, partner)
    assert seen.progress is Progress.CONTACT_MADE
    with world.session(partner) as session:
        found = {progress: referred_page(session, progress, None) for progress in Progress}
    assert [progress for progress, page in found.items() if page] == [Progress.CONTACT_MADE]


@pytest.mark.parametrize("side", Side)
def test_a_witness_is_never_shared_with_a_partner_of_another_party(
    world: World, side: Side
) -> None:
    wrong = world.a_solicitor() if side is Side.PROSECUTION else world.a_unit_officer()
    made = a_witness(world, side=side)
    witness = (made.group_id, made.party, made.id)
    with (
        world.session(made.caseworker) as session,
        pytest.raises(ProgrammingError, match="not allowed"),
    ):
        share_with(session, wrong.organisation_id or uuid.uuid4(), witness, now=NOW)


def test_what_a_partner_says_stands_at_once_and_asks_the_caseworker_to_act(world: World) -> None:
    solicitor = world.a_solicitor()
    made = a_referred_witness(world, side=Side.DEFENCE, typed_by=solicitor)
    (record,) = sight(world, solicitor)
    word = said(WordKind.STOOD_DOWN)
    tell(world, solicitor, record.id, word)
    tell(world, solicitor, record.id, word)
    with world.session(solicitor) as session:
        assert [w.kind for w in words_of(session, [made.id])] == [WordKind.STOOD_DOWN]
    with world.job() as session:
        (item,) = compartments_with_work(session, WorkKind.PARTNER_WORD, NOW)
    assert item.compartment_id == made.compartment_id
    take_in(world, made)
    with world.job(made.compartment_id) as session:
        titles = list(session.scalars(select(Task.title).where(Task.kind == "tell_witness")))
        finish_work(session, item, NOW)
    assert titles == ["Stood down: tell them, and decide about the visit"]
    assert sight(world, solicitor)[0].attendance is Attendance.STOOD_DOWN


@pytest.mark.parametrize(
    ("word", "title"),
    [
        (
            said(WordKind.MEASURE_GRANTED, measure=Measure.SCREENS),
            "Screens (s.23) was granted: explain it",
        ),
        (
            said(
                WordKind.DATES_TO_AVOID,
                from_on=date(2026, 10, 8),
                until_on=date(2026, 10, 9),
            ),
            (
                "Cannot come on Thursday 8 October 2026 to Friday 9 October 2026:"
                " tell the court and check the visit"
            ),
        ),
    ],
)
def test_each_word_asks_for_its_own_act(world: World, word: PartnerSays, title: str) -> None:
    solicitor = world.a_solicitor()
    made = a_referred_witness(world, side=Side.DEFENCE, typed_by=solicitor)
    tell(world, solicitor, sight(world, solicitor)[0].id, word)
    take_in(world, made)
    with world.job(made.compartment_id) as session:
        assert title in set(session.scalars(select(Task.title)))


def test_nobody_speaks_of_a_witness_whom_another_firm_referred(world: World) -> None:
    a_referred_witness(world, side=Side.DEFENCE, typed_by=world.a_solicitor())
    other = world.a_solicitor(name="Cy Orr", firm="Orr and Son")
    with world.owner() as owner:
        theirs = owner.scalars(select(ReferredWitness)).one()
        copied = (theirs.compartment_id, theirs.witness_id)
    with world.session(other) as session, pytest.raises(NotReferredByYou):
        say(session, theirs.id, said(), now=NOW)
    refused = []
    for compartment_id, witness_id in (copied, (uuid.uuid4(), uuid.uuid4())):
        word = PartnerWord(
            compartment_id=compartment_id,
            witness_id=witness_id,
            request_id=uuid.uuid4(),
            kind=WordKind.STOOD_DOWN,
            words="",
            said_by=other.account_id,
            said_at=NOW,
        )
        with world.session(other) as session:
            session.add(word)
            with pytest.raises(ProgrammingError) as raised:
                session.flush()
            refused.append(str(raised.value.orig))
    assert refused[0] == refused[1]
    assert "row-level security" in refused[0]


def test_partners_of_one_case_meet_only_their_own(world: World) -> None:
    solicitor, officer = world.a_solicitor(), world.a_unit_officer()
    a_referred_witness(world, side=Side.DEFENCE, typed_by=solicitor, person=Person(name="Dee Fenn"))
    a_referred_witness(
        world, side=Side.PROSECUTION, typed_by=officer, person=Person(name="Pip Ross")
    )
    assert [seen.name for seen in sight(world, solicitor)] == ["Dee Fenn"]
    assert [seen.name for seen in sight(world, officer)] == ["Pip Ross"]
