"""What no hand does in a play, each with why; every other public action is an act of the plays."""

from types import MappingProxyType

BY_A_JOB = "a job does it once it is due, and every play runs the jobs"
WITHIN = "another action or a reaction does it, which a play takes"
LEFT_OUT = MappingProxyType(
    {
        "casework.access_needs.actions.record_needs": WITHIN,
        "casework.allocations.actions.propose_for": BY_A_JOB,
        "casework.allocations.actions.propose_waiting": BY_A_JOB,
        "casework.answers.actions.ask_caseworker": BY_A_JOB,
        "casework.contact_plans.actions.begin_contact_plan": BY_A_JOB,
        "casework.court_days.actions.look_at_days": BY_A_JOB,
        "casework.court_days.actions.take_in_day_words": BY_A_JOB,
        "casework.cover.actions.look_at_cover": BY_A_JOB,
        "casework.deadlines.actions.begin_deadline": WITHIN,
        "casework.deadlines.actions.begin_deadline_until": WITHIN,
        "casework.deadlines.actions.end_visit_before": WITHIN,
        "casework.deadlines.actions.expect_visit_before": WITHIN,
        "casework.deadlines.actions.follow_trial": BY_A_JOB,
        "casework.deadlines.actions.meet_deadline_of": WITHIN,
        "casework.deadlines.actions.meet_deadlines": WITHIN,
        "casework.deadlines.actions.owe_visit_again": WITHIN,
        "casework.enquiries.actions.take_in_answers": BY_A_JOB,
        "casework.handovers.actions.look_at_handovers": BY_A_JOB,
        "casework.handovers.actions.offer_handover": WITHIN,
        "casework.handovers.actions.pass_on_how_the_day_stands": WITHIN,
        "casework.handovers.actions.take_back_for_hearing": BY_A_JOB,
        "casework.handovers.actions.take_in_handover_answers": BY_A_JOB,
        "casework.outcomes.actions.take_in_outcomes": BY_A_JOB,
        "casework.partners.actions.note_progress": WITHIN,
        "casework.partners.actions.open_partner_record": BY_A_JOB,
        "casework.partners.actions.take_back_ended_needs": WITHIN,
        "casework.partners.actions.take_in_words": BY_A_JOB,
        "casework.passed_messages.actions.take_in_messages": BY_A_JOB,
        "casework.referrals.actions.take_in_referral": BY_A_JOB,
        "casework.referrals.actions.take_in_waiting": BY_A_JOB,
        "casework.referrals.placing.say_which_case": (
            "a case that nobody has named is of no party: whoever is free is asked, which is"
            " admitted as a conflict found; tests/witness_app/public/test_self_referral.py"
        ),
        "casework.reported_hearings.actions.ask_about_clashes": BY_A_JOB,
        "casework.reported_hearings.actions.take_in_reports": BY_A_JOB,
        "casework.statements.actions.draft_steps": WITHIN,
        "casework.statements.actions.end_steps": BY_A_JOB,
        "casework.statements.actions.follow_courts": BY_A_JOB,
        "casework.tasks.actions.finish_task_of": WITHIN,
        "casework.tellings.actions.chase_tellings": BY_A_JOB,
        "casework.tellings.actions.put_to_be_told": BY_A_JOB,
        "casework.tellings.actions.take_in_telling_words": BY_A_JOB,
        "scheduling.offers.actions.free_ceded_offers": BY_A_JOB,
        "scheduling.offers.actions.lapse_offers": BY_A_JOB,
        "scheduling.replans.actions.open_replan": BY_A_JOB,
        "scheduling.replans.actions.open_replans_of_parties": BY_A_JOB,
        "scheduling.replans.carrying_out.carry_out": WITHIN,
        "scheduling.slots.actions.make_all_slots": "the ticker does it each day; it is no side's",
        "scheduling.slots.actions.make_slots": "windows are a court's, and of no side",
        "scheduling.visits.actions.caseworker_set": WITHIN,
        "scheduling.visits.ceding.release_ceded_visits": BY_A_JOB,
        "scheduling.windows.actions.add_window": "windows are a court's, and of no side",
        "scheduling.windows.actions.add_windows": "windows are a court's, and of no side",
        "scheduling.windows.actions.change_date": "windows are a court's, and of no side",
        "scheduling.windows.actions.end_window": "windows are a court's, and of no side",
        "scheduling.windows.actions.remove_date": "windows are a court's, and of no side",
        "scheduling.windows.actions.replace_window": "windows are a court's, and of no side",
    }
)
