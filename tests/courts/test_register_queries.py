"""Finding courts in the real register, and the building that a list means."""

from datetime import date

from sqlalchemy import select

from courts.register.list_names import BuildingFound, BuildingNotKnown, WhyNoBuilding
from courts.register.models import Court, CourtClosure
from courts.register.queries import (
    closures_between,
    court_by_id,
    court_by_slug,
    court_for_list,
    courts_by_id,
    places_in_london,
)
from courts.register.rules import Closed, Half
from courts.register.searching import CourtSearch, Where, Which, find_courts
from ethical_walls.sessions import WalledSession
from tests.builders.courts import the_register
from tests.moment import NOW
from tests.world import World


def registered(world: World) -> WalledSession:
    session = world.session(world.a_register_keeper())
    the_register(session)
    return session


def test_each_way_of_writing_a_court_leads_to_its_building(world: World) -> None:
    written = {
        (453, "Snaresbrook"): "snaresbrook-crown-court",
        (453, "THE CROWN COURT AT SNARESBROOK"): "snaresbrook-crown-court",
        (None, "The Old Bailey"): "central-criminal-court",
        (440, "Inner London Sessions House"): "inner-london-crown-court",
        (468, "Harrow Crown Court sitting at Hendon MC"): "hendon-magistrates-court",
        (468, "Harrow Crown Court sitting at Southwark CC"): "southwark-crown-court",
        (427, "Kingston-upon-Thames"): "kingston-upon-thames-crown-court",
        (403, "Kingston-upon-Hull Combined Court Centre"): (
            "kingston-upon-hull-combined-court-centre"
        ),
        (None, "Kingston upon Hull Crown Court"): "kingston-upon-hull-combined-court-centre",
        (769, "Luton Crown Court"): "luton-crown-court",
    }
    with registered(world) as session:
        codes = {court.slug: court.crown_code for court in session.scalars(select(Court))}
        for (code, name), slug in written.items():
            given = codes[slug] if code == 403 else code
            found = court_for_list(session, given, name)
            assert isinstance(found, BuildingFound), (name, found)
            summary = court_by_id(session, found.court_id)
            assert summary is not None
            assert summary.slug == slug


def test_a_list_whose_building_cannot_be_said_says_why(world: World) -> None:
    written = {
        (468, "Harrow Crown Court"): WhyNoBuilding.SITTING_UNKNOWN,
        (471, "Prospero House"): WhyNoBuilding.BUILDING_IS_NOT_A_COURT,
        (413, "Crown Court at Monument"): WhyNoBuilding.BUILDING_IS_NOT_A_COURT,
        (428, "Blackfriars Crown Court"): WhyNoBuilding.COURT_CLOSED,
        (1234, "TestCourtHouseName"): WhyNoBuilding.CODE_NOT_KNOWN,
        (427, "Kingston upon Hull Crown Court"): WhyNoBuilding.NAME_AND_CODE_DISAGREE,
    }
    with registered(world) as session:
        for (code, name), why in written.items():
            found = court_for_list(session, code, name)
            assert isinstance(found, BuildingNotKnown), name
            assert found.why is why, name


def test_a_court_is_found_by_name_borough_code_or_postcode(world: World) -> None:
    wanted = {
        "snares": "Snaresbrook Crown Court",
        "old bailey": "Central Criminal Court",
        "453": "Snaresbrook Crown Court",
        "C01SN00": "Snaresbrook Crown Court",
        "hghbmc": "Highbury Corner Magistrates' Court",
        "e11 1qw": "Snaresbrook Crown Court",
        "E111QW": "Snaresbrook Crown Court",
        "tower hamlets": "Thames Magistrates' Court",
        "  WOOD   green ": "Wood Green Crown Court",
    }
    with registered(world) as session:
        found = {words: find_courts(session, CourtSearch(words)).courts[0].name for words in wanted}
    assert found == wanted


def test_a_search_says_nothing_of_the_middle_of_words(world: World) -> None:
    with registered(world) as session:
        assert find_courts(session, CourtSearch("nares")).total == 0


def test_percent_signs_are_words_like_any_other(world: World) -> None:
    with registered(world) as session:
        assert find_courts(session, CourtSearch("%")).total == 27


def test_a_slip_of_spelling_is_met_with_the_name_that_was_meant(world: World) -> None:
    slips = {
        "snaresbruk": "Snaresbrook Crown Court",
        "isleworh crown court": "Isleworth Crown Court",
        "wilesden": "Willesden Magistrates' Court",
    }
    with registered(world) as session:
        for slip, meant in slips.items():
            found = find_courts(session, CourtSearch(slip))
            assert found.total == 0, slip
            assert meant in found.close_names, slip


def test_courts_are_narrowed_by_where_and_whether_open(world: World) -> None:
    counted = {
        (Where.LONDON, Which.OPEN): 27,
        (Where.LONDON, Which.CLOSED): 17,
        (Where.LONDON, Which.ANY): 44,
        (Where.ELSEWHERE, Which.ANY): 271,
        (Where.ANYWHERE, Which.ANY): 315,
    }
    with registered(world) as session:
        totals = {
            (where, which): find_courts(session, CourtSearch("", where, which)).total
            for where, which in counted
        }
    assert totals == counted


def test_pages_follow_each_other_without_gap_or_repeat(world: World) -> None:
    seen: list[str] = []
    with registered(world) as session:
        page = find_courts(session, CourtSearch("", Where.ANYWHERE, Which.ANY))
        seen += [court.slug for court in page.courts]
        while page.next_after:
            page = find_courts(session, CourtSearch("", Where.ANYWHERE, Which.ANY, page.next_after))
            seen += [court.slug for court in page.courts]
    assert len(seen) == len(set(seen)) == 315


def test_only_courts_known_to_sit_in_london_are_offered(world: World) -> None:
    with registered(world) as session:
        open_courts = find_courts(session, CourtSearch()).courts
    offered = {court.slug for court in open_courts if court.may_be_offered}
    assert len(offered) == 25
    assert not offered & {"harrow-crown-court", "belmarsh-magistrates-court"}


def test_courts_are_found_by_their_address_and_id(world: World) -> None:
    with registered(world) as session:
        court = court_by_slug(session, "snaresbrook-crown-court")
        assert court is not None
        assert court_by_id(session, court.court_id) == court
        assert courts_by_id(session, [court.court_id]) == {court.court_id: court}
        assert court_by_slug(session, "no-such-court") is None
    assert court.address == "75 Hollybush Hill, Snaresbrook, E11 1QW"


def test_every_open_court_of_london_has_a_place_on_the_map(world: World) -> None:
    with registered(world) as session:
        assert len(places_in_london(session)) == 27


def test_closures_are_told_for_the_days_they_touch_and_not_when_withdrawn(world: World) -> None:
    keeper = world.a_register_keeper()
    with world.session(keeper) as session:
        the_register(session)
        courts = session.scalars(select(Court).order_by(Court.slug).limit(2)).all()
        for court, from_on, withdrawn_at in (
            (courts[0], date(2026, 10, 5), None),
            (courts[0], date(2026, 10, 20), None),
            (courts[0], date(2026, 10, 6), NOW),
            (courts[1], date(2026, 10, 6), None),
        ):
            session.add(
                CourtClosure(
                    court_id=court.id,
                    from_on=from_on,
                    until_on=from_on,
                    half=Half.AM,
                    reason="Boiler",
                    closed_at=NOW,
                    closed_by=keeper.account_id,
                    withdrawn_at=withdrawn_at,
                )
            )
        session.flush()
        found = closures_between(session, [courts[0].id], date(2026, 10, 1), date(2026, 10, 19))
    assert found == {
        courts[0].id: [Closed(date(2026, 10, 5), date(2026, 10, 5), Half.AM, "Boiler")]
    }
