"""Links of people outside: what meets every term of a door, and what fails one alone."""

import uuid
from datetime import timedelta

import pytest

from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.sealed import STANDS, Behind, Rows, changed_at_once, new
from tests.moment import NOW
from tests.world import World

SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
LATELY = NOW - timedelta(hours=1)
TOKEN = b"the token"
AT_MOST = 5
GUARDED = {"revoked": {"revoked_at": LATELY}, "locked": {"locked_at": LATELY}}


@pytest.fixture
def caseworker(world: World, here: uuid.UUID) -> Viewer:
    viewer = world.a_caseworker()
    world.clear(viewer, here)
    return viewer


@pytest.fixture
def links(behind: Behind, here: uuid.UUID) -> Rows:
    subject = new()
    return behind.rows(
        "sealed.subject_link",
        {
            "compartment_id": here,
            "subject_id": subject,
            "token_hash": TOKEN,
            "lasts_until": SOON,
            "tries": AT_MOST - 1,
            "opened_at": None,
            "locked_at": None,
            "revoked_at": None,
        },
        {
            "of another side": {"compartment_id": new(), "token_hash": b"1", "subject_id": new()},
            "of another subject": {"subject_id": new(), "token_hash": b"2"},
            "revoked": {"revoked_at": LATELY, "token_hash": b"3"},
            "locked": {"locked_at": LATELY, "token_hash": b"4", "subject_id": new()},
            "over": {"lasts_until": NOW, "token_hash": b"5", "subject_id": new()},
            "tried enough": {"tries": AT_MOST, "token_hash": b"6", "subject_id": new()},
        },
    )


def test_only_its_own_sides_live_link_is_known_and_ended_and_lengthened(
    behind: Behind, links: Rows, caseworker: Viewer
) -> None:
    know = "SELECT made_by FROM wall.link_of(:subject)"
    theirs = links.value("subject_id", "of another side")
    assert behind.asked_by(caseworker, know, subject=theirs) == []
    subject = links.value("subject_id")
    assert behind.asked_by(caseworker, know, subject=subject) == [links.value("made_by")]
    for door in ("extend_link", "revoke_link"):
        change = f"SELECT wall.{door}(:subject, :at)"
        for one, changes in ((theirs, set()), (subject, {STANDS})):
            told = {"subject": one, "at": LATER}
            changed = links.changed_by(
                lambda do=change, given=told: behind.asked_by(caseworker, do, **given)
            )
            assert changed == changes, door


def test_a_link_is_tried_while_it_may_be(behind: Behind, links: Rows) -> None:
    tried = "SELECT subject_id FROM wall.try_link(:token, :most, :now)"
    for name in ("revoked", "locked", "over", "tried enough"):
        told = {"token": links.value("token_hash", name), "most": AT_MOST, "now": NOW}
        changed = links.changed_by(lambda given=told: behind.asked_by(NOBODY, tried, **given))
        assert changed == set(), name
    told = {"token": TOKEN, "most": AT_MOST, "now": NOW}
    assert links.changed_by(lambda: behind.asked_by(NOBODY, tried, **told)) == {STANDS}


def test_the_last_wrong_word_locks_that_link_and_tells_its_own_side_once(
    behind: Behind, links: Rows
) -> None:
    live = {"tried enough", "of another side", "of another subject"}
    behind.say("UPDATE sealed.subject_link SET tries = 5 WHERE token_hash <> :own", own=TOKEN)
    wrong = "SELECT wall.link_not_opened(:token, :most, :now)"
    for name, row in links.by_name.items():
        told = {"token": row["token_hash"], "most": AT_MOST, "now": NOW}
        changed = links.changed_by(lambda given=told: behind.asked_by(NOBODY, wrong, **given))
        assert changed == {name} & live
    told = "SELECT (kind, compartment_id, subject_id)::text FROM sealed.work"
    assert set(behind.answers(told)) == {
        f"(link_locked,{row['compartment_id']},{row['subject_id']})"
        for name, row in links.by_name.items()
        if name in live
    }


def test_opening_forgets_what_is_over_of_that_link_alone(behind: Behind, links: Rows) -> None:
    link = links.value("id")
    openings = behind.rows(
        "sealed.opened_link",
        {"link_id": link, "token_hash": b"over", "ends_at": NOW, "ended_at": None},
        {
            "left": {"token_hash": b"left", "ends_at": SOON, "ended_at": LATELY},
            "still there": {"token_hash": b"still", "ends_at": SOON},
            "another's": {"token_hash": b"another", "link_id": new()},
        },
    )
    opened = "SELECT wall.link_opened(:link, 'new', :now, :soon)"
    for name in ("revoked", "locked"):
        told = {"link": links.value("id", name), "now": NOW, "soon": SOON}
        assert (
            links.changed_by(lambda given=told: behind.asked_by(NOBODY, opened, **given)) == set()
        )
        assert (
            behind.answers("SELECT link_id FROM sealed.opened_link WHERE token_hash = 'new'") == []
        )
    told = {"link": link, "now": NOW, "soon": SOON}
    at_once = changed_at_once(lambda: behind.asked_by(NOBODY, opened, **told), links, openings)
    assert at_once == [{STANDS}, {STANDS, "left"}]


def test_a_page_is_seen_while_its_opening_and_its_link_last(behind: Behind, links: Rows) -> None:
    whose = "SELECT wall.subject_of_opening(:token, :now)"
    stands = {"link_id": links.value("id"), "ends_at": SOON, "ended_at": None}
    behind.rows(
        "sealed.opened_link",
        {**stands, "token_hash": b"opened"},
        {
            "left": {"token_hash": b"left", "ended_at": LATELY},
            "stayed too long": {"token_hash": b"over", "ends_at": NOW},
            **{
                name: {"token_hash": f"of {name}".encode(), "link_id": links.value("id", name)}
                for name in ("revoked", "locked", "over")
            },
        },
    )
    assert behind.asked_by(NOBODY, whose, token=b"opened", now=NOW) == [links.value("subject_id")]
    for token in (b"left", b"over", b"of revoked", b"of locked", b"of over", b"nobody's"):
        assert behind.asked_by(NOBODY, whose, token=token, now=NOW) == [None], token


def test_leaving_ends_that_opening_once(behind: Behind) -> None:
    openings = behind.rows(
        "sealed.opened_link",
        {"token_hash": TOKEN, "ended_at": None},
        {
            "another": {"token_hash": b"another"},
            "left": {"token_hash": b"left", "ended_at": LATELY},
        },
    )
    leave = "SELECT wall.end_opening(:token, :now)"
    for token in (b"left", b"nobody's"):
        told = {"token": token, "now": NOW}
        assert (
            openings.changed_by(lambda given=told: behind.asked_by(NOBODY, leave, **given)) == set()
        )
    told = {"token": TOKEN, "now": NOW}
    assert openings.changed_by(lambda: behind.asked_by(NOBODY, leave, **told)) == {STANDS}


def test_a_new_link_ends_the_others_of_its_subject_alone(
    behind: Behind, links: Rows, caseworker: Viewer, here: uuid.UUID
) -> None:
    make = "SELECT wall.make_link('witness', :subject, :compartment, :token, 'word', :soon, :now)"
    subject = links.value("subject_id")
    told = {"subject": subject, "compartment": here, "soon": SOON, "now": NOW}
    behind.put("witness", id=subject, compartment_id=here)
    changed = links.changed_by(lambda: behind.asked_by(caseworker, make, token=b"new", **told))
    assert changed == {STANDS}


def test_a_link_is_made_of_a_record_of_ones_own_side_alone(
    behind: Behind, caseworker: Viewer, here: uuid.UUID
) -> None:
    make = "SELECT wall.make_link('witness', :subject, :compartment, :token, 'word', :soon, :now)"
    elsewhere, ours, theirs = new(), new(), new()
    behind.put("witness", id=ours, compartment_id=here)
    behind.put("witness", id=theirs, compartment_id=elsewhere)
    for subject, compartment in (
        (theirs, here),
        (theirs, elsewhere),
        (ours, elsewhere),
        (new(), here),
    ):
        told = {"subject": subject, "compartment": compartment, "soon": SOON, "now": NOW}
        with pytest.raises(Exception, match="not allowed"):
            behind.asked_by(caseworker, make, token=b"new", **told)
    assert behind.answers("SELECT count(*) FROM sealed.subject_link") == [0]
