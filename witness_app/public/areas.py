"""Which pages the public site has: the one list of blueprints, where an audience adds its own."""

from flask import Blueprint

from witness_app.public.everyone import about

BLUEPRINTS: tuple[Blueprint, ...] = (about.pages,)
