"""Asking for support for oneself: short, safe, and answered alike whatever is known."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select, text

from casework.referrals.models import Referral
from casework.statements.models import StatementTask
from casework.witnesses.models import Witness
from courts.cases.rules import PROSECUTION, party_of
from ethical_walls.accounts.models import Role
from ethical_walls.compartments.queries import group_of
from tests.builders.casework import Case, Side, a_published_trial, a_witness
from tests.builders.scheduling import in_six_weeks
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.site.current import SITE

ANSWERS: tuple[dict[str, str], ...] = (
    {"who": "not_sure"},
    {"number": ""},
    {"urgency": "ordinary"},
    {"home": "elsewhere"},
    {"age": "not_known"},
    {"victim": "not_known"},
    {"name": "Sam Oduya", "language": "en"},
    {"channel": "sms", "address": "07700 900456"},
    {"words": ""},
)
CASE = Case()


def answered(client: StaffClient, **change: str) -> Page:
    page = client.get("/ask-for-help").send("Start")
    for given in ANSWERS:
        page = page.send(
            "Go on", given | {k: v for k, v in change.items() if k in page_fields(page)}
        )
    assert page.heading == "Check your answers"
    return page


def page_fields(page: Page) -> set[str]:
    return {str(field.get("name")) for field in page.soup.select("main input, main textarea")}


def sent(client: StaffClient, **change: str) -> Page:
    return answered(client, **change).send("Send", {"agreed": "y"})


def referrals(world: World) -> list[Referral]:
    with world.owner() as owner:
        found = list(owner.scalars(select(Referral).where(Referral.source == "witness")))
        owner.expunge_all()
        return found


def test_nothing_is_kept_before_they_agree(stranger: StaffClient, world: World) -> None:
    page = answered(stranger)
    assert page.send("Send").problems == [
        "Tick the box if you agree. Without it we can keep nothing."
    ]
    with world.owner() as owner:
        assert owner.execute(text("SELECT count(*) FROM sealed.intake")).scalar_one() == 0


@pytest.mark.parametrize(("answer", "steps"), [("complainant", 5), ("not_known", 0)])
def test_whoever_says_that_the_crime_happened_to_them_is_offered_a_statement(
    stranger: StaffClient, world: World, clock: FixedClock, answer: str, steps: int
) -> None:
    world.a_caseworker()
    assert sent(stranger, victim=answer).heading == "We have received it"
    tick(Means(world.database, {}, clock))
    with world.owner() as owner:
        assert len(owner.scalars(select(StatementTask)).all()) == steps


def test_without_a_number_it_is_a_group_of_its_own_with_a_caseworker(
    stranger: StaffClient, world: World, clock: FixedClock
) -> None:
    asha = world.a_caseworker()
    page = sent(stranger)
    assert page.heading == "We have received it"
    assert "Thursday 17 September 2026, 9am" in page.text
    assert stranger.get("/ask-for-help/check").path == "/ask-for-help/received"
    tick(Means(world.database, {}, clock))
    (referral,) = referrals(world)
    assert (referral.identifier_kind, referral.party) == ("none", "not_sure")
    with world.session(asha) as session:
        (witness,) = session.scalars(select(Witness)).all()
        assert witness.name == "Sam Oduya"
        assert witness.group_id == referral.group_id


@pytest.mark.parametrize(
    ("asked_by", "party"),
    [
        (("prosecution", ""), PROSECUTION),
        (("defence", "Jordan Reed"), party_of("Jordan Reed")),
        (("defence", ""), "not_sure"),
    ],
)
def test_with_a_number_it_goes_to_whoever_asked_them(
    stranger: StaffClient, world: World, clock: FixedClock, asked_by: tuple[str, str], party: str
) -> None:
    who, accused = asked_by
    asha = world.a_caseworker()
    sent(stranger, who=who, accused=accused, number=CASE.number)
    tick(Means(world.database, {}, clock))
    (referral,) = referrals(world)
    with world.session(asha) as session:
        is_of_the_case = referral.group_id == group_of(session, CASE.number)
    assert referral.party == party
    assert is_of_the_case == (party != "not_sure")


def test_what_is_known_makes_no_difference(public: Flask, world: World) -> None:
    a_published_trial(world, CASE, in_six_weeks())
    a_witness(world, side=Side.PROSECUTION, case=CASE)
    known = cost_of_sending(public, who="prosecution", number=CASE.number)
    unknown = cost_of_sending(public, who="prosecution", number="01AB9999926")
    none = cost_of_sending(public)
    assert known == unknown == none


def cost_of_sending(public: Flask, **change: str) -> tuple[object, ...]:
    client, statements = StaffClient(public), []
    page = answered(client, **change)
    with public.app_context():
        engine = public.extensions[SITE].database.engine

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    received = page.send("Send", {"agreed": "y"})
    event.remove(engine, "before_cursor_execute", note)
    return received.status, received.path, received.text, tuple(statements)


def test_sent_twice_it_is_one(stranger: StaffClient, world: World, clock: FixedClock) -> None:
    page = answered(stranger)
    cookie = stranger.raw.get_cookie("public")
    assert cookie is not None
    for _ in range(2):
        stranger.raw.set_cookie("public", cookie.value)
        page.send("Send", {"agreed": "y"})
    tick(Means(world.database, {}, clock))
    assert len(referrals(world)) == 1


def test_a_correction_after_a_lost_answer_is_received_too(
    stranger: StaffClient, world: World, clock: FixedClock
) -> None:
    page = answered(stranger)
    cookie = stranger.raw.get_cookie("public")
    assert cookie is not None
    page.send("Send", {"agreed": "y"})
    stranger.raw.set_cookie("public", cookie.value)
    stranger.get("/ask-for-help/7").send("Go on", {"name": "Sam Odoya", "language": "en"})
    corrected = stranger.get("/ask-for-help/check").send("Send", {"agreed": "y"})
    assert corrected.heading == "We have received it"
    tick(Means(world.database, {}, clock))
    with world.owner() as owner:
        assert set(owner.scalars(select(Witness.name))) == {"Sam Oduya", "Sam Odoya"}


def test_pressed_twice_after_it_was_received_it_says_so_again(stranger: StaffClient) -> None:
    page = answered(stranger)
    page.send("Send", {"agreed": "y"})
    assert page.send("Send", {"agreed": "y"}).heading == "We have received it"


def test_what_was_promised_stays_promised_and_nothing_is_promised_for_nothing(
    stranger: StaffClient, clock: FixedClock
) -> None:
    assert stranger.get("/ask-for-help/received").path == "/ask-for-help"
    promised = sent(stranger).text
    clock.advance(timedelta(minutes=20))
    assert stranger.get("/ask-for-help/received").text == promised
    clock.advance(timedelta(minutes=11))
    assert stranger.get("/ask-for-help/received").path == "/ask-for-help"


def test_whoever_finds_the_browser_reads_nothing_of_what_was_typed(
    public: Flask, stranger: StaffClient, clock: FixedClock
) -> None:
    answered(stranger, words="I use a wheelchair")
    cookie = stranger.raw.get_cookie("public")
    assert cookie is not None
    serializer = public.session_interface.get_signing_serializer(public)  # type: ignore[attr-defined]
    carried = str(serializer.loads(cookie.value))
    for word in ("Sam", "Oduya", "07700", "wheelchair", "defence", "not_sure", "elsewhere"):
        assert word not in carried
    clock.advance(timedelta(minutes=31))
    assert stranger.get("/ask-for-help/check").path == "/ask-for-help"
    changed = {**serializer.loads(cookie.value), "asking": "not ours at all"}
    stranger.raw.set_cookie("public", serializer.dumps(changed))
    assert stranger.get("/ask-for-help/check").path == "/ask-for-help"


def test_many_from_one_connection_are_asked_to_ring(
    public: Flask, stranger: StaffClient, world: World, clock: FixedClock
) -> None:
    assert sent(StaffClient(public)).heading == "We have received it"
    page = answered(stranger)
    with world.owner() as owner:
        owner.execute(text("UPDATE sealed.counted_attempts SET tried = 10"))
        owner.commit()
    refused = page.send("Send", {"agreed": "y"})
    assert (refused.status, refused.heading) == (429, "Please ring us instead")
    assert "020 7946 0100" in refused.text
    assert refused.follow("Back").heading == "Check your answers"
    clock.advance(timedelta(hours=1, minutes=1))
    assert sent(StaffClient(public)).heading == "We have received it"


def test_left_open_the_answers_are_forgotten(stranger: StaffClient, clock: FixedClock) -> None:
    page = stranger.get("/ask-for-help").send("Start")
    clock.advance(timedelta(minutes=31))
    assert page.send("Go on", {"who": "not_sure"}).path == "/ask-for-help"


def test_each_question_says_what_is_wrong_beside_it(stranger: StaffClient) -> None:
    page = stranger.get("/ask-for-help").send("Start")
    for given in ANSWERS:
        wrong = page.send("Go on", {"number": "A1"} if "number" in given else {})
        if "words" not in given:
            assert wrong.problems
        page = page.send("Go on", given)


def test_their_caseworker_later_says_which_case_it_is(
    stranger: StaffClient, world: World, clock: FixedClock
) -> None:
    let_in(world, "asha@example.org", Role.CASEWORKER, name="Asha Rowe")
    sent(stranger)
    tick(Means(world.database, {}, clock))
    with world.owner() as owner:
        own = owner.scalars(select(Witness)).one()
        first = own.id
    with a_staff_site(world.database, clock) as staff:
        client = StaffClient(staff)
        client.sign_in("asha@example.org", PASSWORD)
        asked = client.get(f"/witnesses/{first}").follow("Say which case it is")
        assert asked.send("Refer them there").problems
        found = {"identifier": CASE.number, "who": "defence", "defendant": "Jordan Reed"}
        clock.advance(timedelta(minutes=5))
        assert "received" in asked.send("Refer them there", found).done
        assert "said already" in asked.send("Refer them there", found).text
    tick(Means(world.database, {}, clock))
    with world.owner() as owner:
        witnesses = {w.id: w for w in owner.scalars(select(Witness))}
        assert witnesses.pop(first).state == "closed"
        (placed,) = witnesses.values()
        assert (placed.name, placed.party) == ("Sam Oduya", party_of("Jordan Reed"))
        received = owner.scalars(select(Referral.received_at)).all()
        assert len(set(received)) == 1, "clocks run on from when they first asked"
