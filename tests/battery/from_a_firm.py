"""Ways of a firm that referred a witness, at those whom it did not."""

import uuid

from sqlalchemy import text

from casework.court_days.models import CourtDayWord
from casework.outcomes.models import CaseOutcome
from casework.partners.models import PartnerWord, ReferredWitness
from casework.reported_hearings.models import ReportedHearing
from ethical_walls.records import Kind, Partners, tables_of
from tests.battery.from_outside import added, every_row_of
from tests.battery.outsiders import Reach, Who, reads, refused, tells


@reads(Who.PARTNER)
def a_record_as_a_partner(a: Reach) -> object:
    return a.session.get(ReferredWitness, a.target.record_id)


@reads(Who.PARTNER)
def every_row_of_a_witness_as_a_partner(a: Reach) -> object:
    return every_row_of(a, "witness_id")


@refused(Who.PARTNER)
def a_witness_as_a_partner(a: Reach) -> object:
    return a.sql("SELECT * FROM witness WHERE id = :witness_id")


@refused(Who.PARTNER)
def tables_that_no_partner_reads(a: Reach) -> object:
    closed = [t for t in tables_of(Kind.WALLED) if t.info["partners"] is Partners.NOTHING]
    return [a.sql(f"SELECT * FROM {table.name}") for table in closed]  # noqa: S608


@reads(Who.PARTNER)
def rows_marked_for_a_firm(a: Reach) -> object:
    return a.sql("SELECT * FROM referred_witness WHERE audience_id = :organisation_id")


@tells(Who.PARTNER)
def a_word_of_a_witness_as_a_partner(a: Reach) -> object:
    return added(a, PartnerWord, witness_id=a.target.witness_id)


@tells(Who.PARTNER)
def an_outcome_of_a_witness_as_a_partner(a: Reach) -> object:
    return added(a, CaseOutcome, witness_id=a.target.witness_id)


@tells(Who.PARTNER)
def what_became_of_a_day_as_a_partner(a: Reach) -> object:
    given = {"witness_id": a.target.witness_id, "court_day_id": a.target.court_day_id}
    return added(a, CourtDayWord, **given)


@reads(Who.PARTNER)
def a_day_at_court_by_address(a: Reach) -> object:
    return a.page(f"/days-at-court/{a.target.court_day_id}")


@tells(Who.PARTNER)
def a_date_reported_of_a_witness_as_a_partner(a: Reach) -> object:
    return added(a, ReportedHearing, witness_id=a.target.witness_id)


@refused(Who.PARTNER)
def a_word_marked_as_ones_own_as_it_is_added(a: Reach) -> object:
    given = {"witness_id": a.target.witness_id, "audience_id": a.own.organisation_id}
    return added(a, PartnerWord, **given)


@refused(Who.PARTNER)
def an_outcome_marked_for_a_unit_as_it_is_added(a: Reach) -> object:
    given = {"witness_id": a.target.witness_id, "unit_id": a.own.organisation_id}
    return added(a, CaseOutcome, **given)


@refused(Who.PARTNER)
def a_record_marked_as_ones_own(a: Reach) -> object:
    return a.sql(
        "UPDATE referred_witness SET audience_id = :mine WHERE id = :record_id",
        mine=a.own.organisation_id,
    )


@refused(Who.PARTNER)
def a_record_changed_as_a_partner(a: Reach) -> object:
    return a.sql("UPDATE referred_witness SET needs_shared = 'x' WHERE id = :record_id")


@refused(Who.PARTNER)
def a_witness_shared_with_oneself(a: Reach) -> object:
    return a.sql(
        "SELECT wall.share_with(:compartment_id, :party, :witness_id, :mine, :at)",
        party="defendant:riley stone",
        mine=a.own.organisation_id,
    )


@refused(Who.PARTNER)
def a_referral_shared_with_its_referrer(a: Reach) -> object:
    with a.outsider.world.owner() as owner:
        of = "SELECT i.id FROM sealed.intake i JOIN witness w USING (request_id) WHERE w.id = :one"
        item = owner.scalar(text(of), {"one": a.target.witness_id}) or uuid.uuid4()
    return a.sql("SELECT wall.share_with_referrer(:item, :witness_id, :at)", item=item)


@tells(Who.PARTNER)
def a_draft_read(a: Reach) -> object:
    return a.sql("SELECT count(*) FROM wall.drafts(:at) WHERE id = :draft_id")


@refused(Who.PARTNER)
def a_draft_dropped_or_written_over(a: Reach) -> object:
    if a.is_own:
        return "not tried"
    before = drafts_standing(a)
    a.sql("SELECT wall.drop_draft(:draft_id)")
    a.sql("SELECT wall.keep_draft(:draft_id, '{}', :at)")
    a.sql("SELECT wall.drop_draft(:draft_id)")
    a.session.commit()
    return drafts_standing(a) == before


def drafts_standing(a: Reach) -> list[tuple[object, ...]]:
    """Every draft of anybody, as the owner sees it."""
    with a.outsider.world.owner() as owner:
        rows = owner.execute(text("SELECT id, account_id, payload FROM sealed.draft ORDER BY id"))
        return [tuple(row) for row in rows]


@reads(Who.PARTNER)
def a_witness_followed_by_address(a: Reach) -> object:
    return a.page(f"/referred/{a.target.record_id}")


@tells(Who.PARTNER)
def a_draft_gone_on_with_by_address(a: Reach) -> object:
    return a.page(f"/refer/{a.target.draft_id}")


@refused(Who.PARTNER)
def words_sent_of_a_witness_by_address(a: Reach) -> object:
    if a.is_own:
        return "not tried"
    here, known = f"/referred/{a.target.record_id}", {"request_id": uuid.UUID(int=2)}
    return (
        a.sent(f"{here}/attendance", said="required", **known),
        a.sent(f"{here}/dates", from_on="8 10 2026", **known),
        a.sent(f"{here}/measure", measure="screens", decision="measure_granted", **known),
        a.sent(f"{here}/outcome", outcome="acquitted", **known),
        a.sent(f"{here}/hearing", kind="trial", **known),
    )


@refused(Who.PARTNER)
def what_became_of_anothers_day_said_by_address(a: Reach) -> object:
    if a.is_own:
        return "not tried"
    said = {"request_id": uuid.UUID(int=2), "seen": 0, "became": "cracked"}
    return a.sent(f"/days-at-court/{a.target.court_day_id}", **said)


@refused(Who.PARTNER)
def a_date_of_anothers_witness_said_to_be_told(a: Reach) -> object:
    if a.is_own:
        return "not tried"
    told = a.sent(f"/to-tell/{a.target.telling_id}/told")
    return told, a.sent("/to-tell/seen", telling=a.target.telling_id)


@refused(Who.PARTNER)
def more_posted_than_is_asked_by_a_partner(a: Reach) -> object:
    return a.sent(
        "/refer",
        request_id="",
        witness_id=a.target.witness_id,
        compartment_id=a.target.compartment_id,
        audience_id=a.own.organisation_id,
        unit_id=a.target.organisation_id,
    )


@refused(Who.PARTNER)
def pages_of_links_by_a_partner(a: Reach) -> object:
    return a.page("/my-page"), a.page(f"/handover?handover={a.target.handover_id}")
