"""Sharing, drafts, equality and referring: what meets every term, and what fails one alone."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import link_viewer, service_viewer
from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.sealed import STANDS, Behind, new
from tests.moment import NOW
from tests.world import World

PROSECUTION, DEFENCE = "prosecution", "defendant:x"
SHARED = "SELECT (audience_id, unit_id)::text FROM sealed.share WHERE witness_id = :witness"
OLD = NOW - timedelta(days=14, seconds=1)


MAY_CALL = {("unit", PROSECUTION), ("firm", DEFENCE)}


@pytest.mark.parametrize("party", [PROSECUTION, DEFENCE])
@pytest.mark.parametrize("of", ["unit", "firm", "us"])
def test_a_referral_shares_with_the_partner_that_may_call_its_witness(
    world: World, behind: Behind, of: str, party: str
) -> None:
    typed_by = {"unit": world.a_unit_officer, "firm": world.a_solicitor, "us": world.a_caseworker}
    writer, here = typed_by[of](), new()
    others = [one() for name, one in typed_by.items() if name != of]
    item, witness = new(), new()
    stands = {"typed_by": writer.account_id, "party": party, "compartment_id": here}
    behind.put("sealed.intake", id=item, **stands)
    for other in others:
        behind.put("sealed.intake", **stands | {"typed_by": other.account_id})
    share = "SELECT wall.share_with_referrer(:item, :witness, :now)"
    told = {"item": item, "witness": witness, "now": NOW}
    behind.asked_by(service_viewer(new()), share, **told)
    assert behind.answers(SHARED, witness=witness) == []
    behind.asked_by(service_viewer(here), share, **told)
    own = writer.organisation_id
    marks = f"({own},)" if of == "firm" else f"(,{own})"
    assert behind.answers(SHARED, witness=witness) == [marks] * ((of, party) in MAY_CALL)


def test_whoever_looks_after_a_witness_shares_with_a_partner_that_may_call_them(
    world: World, behind: Behind
) -> None:
    caseworker, unit, firm = world.a_caseworker(), world.a_unit_officer(), world.a_solicitor()
    group = new()
    for party in (PROSECUTION, DEFENCE):
        world.clear(caseworker, world.compartment(group, party))
    share = "SELECT wall.share_with(:group, :party, :witness, :partner, :now)"

    def shared(viewer: Viewer, partner: Viewer, party: str) -> list[object]:
        told = {"group": group, "party": party, "partner": partner.organisation_id, "now": NOW}
        witness = new()
        behind.asked_by(viewer, share, witness=witness, **told)
        return behind.answers(SHARED, witness=witness)

    assert shared(caseworker, unit, PROSECUTION) == [f"(,{unit.organisation_id})"]
    assert shared(caseworker, firm, DEFENCE) == [f"({firm.organisation_id},)"]
    for viewer, partner, party in (
        (caseworker, unit, DEFENCE),
        (caseworker, firm, PROSECUTION),
        (caseworker, caseworker, PROSECUTION),
        (caseworker, NOBODY, PROSECUTION),
        (world.a_caseworker("Ben Okoro"), unit, PROSECUTION),
    ):
        with pytest.raises(ProgrammingError, match="not allowed"):
            shared(viewer, partner, party)


def test_a_new_row_is_marked_as_its_own_witnesss_partner_says(
    behind: Behind, here: uuid.UUID
) -> None:
    """Of three shares, those of another witness and of another side mark nothing."""
    witness, firm = new(), new()
    behind.rows(
        "sealed.share",
        {"compartment_id": here, "witness_id": witness, "audience_id": firm, "unit_id": None},
        {
            "of another": {"witness_id": new(), "audience_id": new()},
            "of another side": {"compartment_id": new(), "audience_id": new()},
        },
    )
    marked = "SELECT (m.audience_id, m.unit_id)::text FROM marked m"
    make = (
        "CREATE TEMPORARY TABLE marked (compartment_id uuid, witness_id uuid, audience_id uuid,"
        " unit_id uuid);"
        " CREATE TRIGGER marking BEFORE INSERT ON marked FOR EACH ROW"
        " EXECUTE FUNCTION sealed.mark_partners();"
    )
    with behind.as_administrator() as connection:
        connection.exec_driver_sql(make)
        for side, one in ((here, witness), (here, new())):
            connection.exec_driver_sql(
                "INSERT INTO marked VALUES (%s, %s, gen_random_uuid(), gen_random_uuid())",
                (side, one),
            )
        found = [row[0] for row in connection.exec_driver_sql(marked)]
    assert found == [f"({firm},)", "(,)"]


# Drafts -------------------------------------------------------------------------------------------


def test_a_draft_is_kept_read_and_dropped_by_its_own_writer(world: World, behind: Behind) -> None:
    asha, ben = world.a_caseworker("Asha Orr"), world.a_caseworker("Ben Orr")
    draft = new()
    rows = behind.rows(
        "sealed.draft",
        {"account_id": asha.account_id, "id": draft, "saved_at": NOW},
        {
            "theirs": {"account_id": ben.account_id},
            "another": {"id": new()},
            "old": {"id": new(), "saved_at": OLD},
        },
    )
    read = behind.asked_by(asha, "SELECT id FROM wall.drafts(:now)", now=NOW)
    assert sorted(read, key=str) == sorted([draft, rows.value("id", "another")], key=str)
    drop = "SELECT wall.drop_draft(:draft)"
    assert rows.changed_by(lambda: behind.asked_by(asha, drop, draft=draft)) == {STANDS}


def test_keeping_one_forgets_an_old_one_however_few_they_are(world: World, behind: Behind) -> None:
    asha = world.a_caseworker()
    behind.put("sealed.draft", account_id=asha.account_id, saved_at=OLD)
    behind.put("sealed.draft", account_id=asha.account_id, saved_at=OLD + timedelta(seconds=1))
    behind.asked_by(asha, "SELECT wall.keep_draft(:draft, '{}', :now)", draft=new(), now=NOW)
    assert behind.answers("SELECT count(*) FROM sealed.draft") == [2]


def test_keeping_one_forgets_ones_own_old_ones_and_those_beyond_twenty(
    world: World, behind: Behind
) -> None:
    asha, ben = world.a_caseworker("Asha Orr"), world.a_caseworker("Ben Orr")
    behind.put("sealed.draft", account_id=asha.account_id, saved_at=OLD)
    behind.put("sealed.draft", account_id=ben.account_id, saved_at=OLD)
    for n in range(20):
        for viewer in (asha, ben):
            saved_at = NOW - timedelta(hours=n)
            behind.put("sealed.draft", account_id=viewer.account_id, saved_at=saved_at)
    keep = "SELECT wall.keep_draft(:draft, '{}', :now)"
    behind.asked_by(asha, keep, draft=new(), now=NOW)
    count = "SELECT count(*) FROM sealed.draft WHERE account_id = :who"
    assert behind.answers(count, who=asha.account_id) == [20]
    assert behind.answers(count, who=ben.account_id) == [21]
    oldest = "SELECT min(saved_at) FROM sealed.draft WHERE account_id = :who"
    assert behind.answers(oldest, who=asha.account_id) == [NOW - timedelta(hours=18)]


@pytest.mark.parametrize("viewer", [NOBODY, link_viewer(new())], ids=["nobody", "by a link"])
def test_nobody_and_whoever_came_by_a_link_keep_no_draft(behind: Behind, viewer: Viewer) -> None:
    keep = "SELECT wall.keep_draft(:draft, '{}', :now)"
    with pytest.raises(ProgrammingError, match="not allowed"):
        behind.asked_by(viewer, keep, draft=new(), now=NOW)


# Equality -----------------------------------------------------------------------------------------


def test_equality_answers_are_of_a_witness_that_stands_on_ones_own_side(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    asha, witness, theirs, elsewhere = world.a_caseworker(), new(), new(), new()
    world.clear(asha, here)
    behind.put("witness", id=witness, compartment_id=here)
    behind.put("witness", id=theirs, compartment_id=elsewhere)
    keep = "SELECT wall.keep_equality_answers(:side, :witness, 'now', cast(:given AS jsonb), :at)"
    for side, one in ((elsewhere, theirs), (here, theirs), (here, new()), (elsewhere, witness)):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(asha, keep, side=side, witness=one, given='{"a": "b"}', at=NOW)
    kept = "SELECT answers FROM sealed.equality_answers"
    told = {"side": here, "witness": witness, "at": NOW}
    behind.asked_by(asha, keep, given="{}", **told)
    assert behind.answers(kept) == []
    behind.asked_by(asha, keep, given='{"a": "b"}', **told)
    behind.asked_by(asha, keep, given='{"c": "d"}', **told)
    assert behind.answers(kept) == [{"a": "b", "c": "d"}]


# Referring ----------------------------------------------------------------------------------------

Made = Callable[[World], Viewer]


def a_leader(world: World) -> Viewer:
    return world.somebody(Role.TEAM_LEADER, "Lou Marsh")


@pytest.mark.parametrize(
    ("of", "parties"),
    [
        (World.a_caseworker, [PROSECUTION, DEFENCE]),
        (World.a_unit_officer, [PROSECUTION]),
        (World.a_solicitor, [DEFENCE]),
        (lambda _: link_viewer(None), [PROSECUTION, DEFENCE]),
        (lambda _: link_viewer(new()), []),
        (World.a_list_operator, []),
        (a_leader, []),
        (lambda _: NOBODY, []),
    ],
    ids=[
        "caseworker",
        "officer",
        "solicitor",
        "public",
        "by a link",
        "operator",
        "leader",
        "nobody",
    ],
)
def test_who_refers_for_which_party(
    world: World, behind: Behind, of: Made, parties: list[str]
) -> None:
    viewer = of(world)
    refer = "SELECT wall.receive_referral(:request, 'T20267001', :party, '{}', :now)"
    for party in (PROSECUTION, DEFENCE):
        told = {"request": new(), "party": party, "now": NOW}
        if party in parties:
            behind.asked_by(viewer, refer, **told)
            behind.asked_by(viewer, refer, **told)
        else:
            with pytest.raises(ProgrammingError, match="not allowed"):
                behind.asked_by(viewer, refer, **told)
    taken = behind.answers("SELECT party FROM sealed.intake ORDER BY received_at, party DESC")
    assert sorted(taken) == sorted(parties)
    pledged = behind.answers("SELECT account_id FROM sealed.allegiance")
    is_somebodys = viewer.account_id is not None and viewer.roles
    assert pledged == ([viewer.account_id] if parties and is_somebodys else [])
    assert len(behind.answers("SELECT kind FROM sealed.work WHERE kind = 'intake'")) == len(parties)


def test_somebody_is_pledged_to_one_party_of_each_group(behind: Behind) -> None:
    who, group, other = new(), new(), new()
    behind.put("sealed.allegiance", account_id=new(), group_id=group, party=DEFENCE)
    behind.put("sealed.allegiance", account_id=who, group_id=other, party=DEFENCE)
    behind.put("account", id=who)
    pledge = "SELECT sealed.pledge(:who, :group, :party, :now)"
    assert behind.committed(pledge, who=who, group=group, party=PROSECUTION, now=NOW) == [True]
    assert behind.committed(pledge, who=who, group=group, party=PROSECUTION, now=NOW) == [True]
    assert behind.answers("SELECT account_id FROM sealed.conflict") == []
    assert behind.committed(pledge, who=who, group=group, party=DEFENCE, now=NOW) == [False]
    met = "SELECT (account_id, group_id, held_party, met_party)::text FROM sealed.conflict"
    assert behind.answers(met) == [f"({who},{group},{PROSECUTION},{DEFENCE})"]


def test_nobody_is_anybody_without_an_account(world: World, behind: Behind) -> None:
    """A viewer who is nobody has no group told them, nor any sight."""
    for asked in ("wall.group_of('T20267001')", "(SELECT count(*) FROM wall.groups_of('{a}'))"):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(NOBODY, f"SELECT {asked}")
    asha = world.a_caseworker()
    assert behind.asked_by(asha, "SELECT wall.compartments()") == [[]]
    assert behind.asked_by(replace(asha, account_id=None), "SELECT wall.compartments()") == [[]]
