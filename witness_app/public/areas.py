"""Which pages the public site has: the one list of blueprints, where an audience adds its own."""

from flask import Blueprint

from witness_app.partners import court_days as partner_court_days
from witness_app.partners import dates as partner_dates
from witness_app.partners import outcomes as partner_outcomes
from witness_app.partners import referring
from witness_app.partners import tellings as partner_tellings
from witness_app.partners import witnesses as partner_witnesses
from witness_app.public.callbacks import texts
from witness_app.public.everyone import about
from witness_app.public.receivers import handover
from witness_app.public.self_referral import pages as self_referral
from witness_app.public.witnesses import opening, own_page, places
from witness_app.sign_in import entering, joining, own

BLUEPRINTS: tuple[Blueprint, ...] = (
    about.pages,
    texts.pages,
    entering.pages,
    joining.pages,
    own.pages,
    opening.pages,
    own_page.pages,
    places.pages,
    self_referral.pages,
    handover.pages,
    referring.pages,
    partner_witnesses.pages,
    partner_dates.pages,
    partner_court_days.pages,
    partner_outcomes.pages,
    partner_tellings.pages,
)
