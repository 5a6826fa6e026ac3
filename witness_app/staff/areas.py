"""Which pages the staff site has: the one list of its blueprints.

An audience adds its blueprint here and, where people start there, its place to `navigation.PLACES`.
"""

from flask import Blueprint

from witness_app.staff.caseworkers import (
    contact_plans,
    day,
    needs,
    referrals,
    replans,
    tasks,
    visits,
    who_has_looked,
    witnesses,
)
from witness_app.staff.everyone import about, court_edits, courts, messages, sign_in, windows
from witness_app.staff.list_operators import hearings, lists

BLUEPRINTS: tuple[Blueprint, ...] = (
    sign_in.pages,
    about.pages,
    courts.pages,
    court_edits.pages,
    windows.pages,
    messages.pages,
    day.pages,
    referrals.pages,
    witnesses.pages,
    contact_plans.pages,
    needs.pages,
    tasks.pages,
    who_has_looked.pages,
    visits.pages,
    replans.pages,
    lists.pages,
    hearings.pages,
)
