"""Which pages the staff site has: the one list of its blueprints.

An audience adds its blueprint here and, where people start there, its place to `navigation.PLACES`.
"""

from flask import Blueprint

from witness_app.partners import court_days as partner_court_days
from witness_app.partners import dates as partner_dates
from witness_app.partners import outcomes as partner_outcomes
from witness_app.partners import referring
from witness_app.partners import tellings as partner_tellings
from witness_app.partners import witnesses as partner_witnesses
from witness_app.sign_in import entering, joining, own
from witness_app.staff.caseworkers import (
    assessments,
    concerns,
    contact_plans,
    court_days,
    dates,
    day,
    day_packs,
    enquiries,
    handovers,
    late,
    links,
    needs,
    offers,
    outcomes,
    particulars,
    passed_messages,
    placing,
    referrals,
    remote_visits,
    replans,
    replies,
    statements,
    tasks,
    visit_records,
    visits,
    who_has_looked,
    witnesses,
)
from witness_app.staff.conflicts_officers import shared_numbers
from witness_app.staff.court_teams import at_court, handed_over
from witness_app.staff.duty import unplaced
from witness_app.staff.everyone import (
    about,
    court_edits,
    courts,
    messages,
    passing_on,
    training,
    windows,
)
from witness_app.staff.list_operators import hearings, lists
from witness_app.staff.neutral import enquiries as desk_enquiries
from witness_app.staff.service_managers import counts
from witness_app.staff.team_leaders import team

BLUEPRINTS: tuple[Blueprint, ...] = (
    entering.pages,
    joining.pages,
    own.pages,
    training.pages,
    about.pages,
    courts.pages,
    court_edits.pages,
    windows.pages,
    messages.pages,
    day.pages,
    referrals.pages,
    witnesses.pages,
    contact_plans.pages,
    links.pages,
    placing.pages,
    particulars.pages,
    needs.pages,
    dates.pages,
    court_days.pages,
    outcomes.pages,
    assessments.pages,
    statements.pages,
    concerns.pages,
    enquiries.pages,
    handovers.pages,
    late.pages,
    remote_visits.pages,
    day_packs.pages,
    tasks.pages,
    replies.pages,
    shared_numbers.pages,
    team.pages,
    counts.pages,
    desk_enquiries.pages,
    at_court.pages,
    handed_over.pages,
    passing_on.pages,
    unplaced.pages,
    passed_messages.pages,
    who_has_looked.pages,
    visits.pages,
    visit_records.pages,
    offers.pages,
    replans.pages,
    partner_witnesses.pages,
    partner_dates.pages,
    partner_court_days.pages,
    partner_outcomes.pages,
    partner_tellings.pages,
    referring.pages,
    lists.pages,
    hearings.pages,
)
