"""The filters with which templates say days, distances and states, as of this request's now."""

from datetime import date, datetime

from flask import Flask

from witness_app.site import current, stations, telephones, words
from witness_app.site.states import tag_colour


def how_far(moment: date | datetime) -> str:
    """How far off a day is, from now."""
    return words.how_far(moment, current.now())


def how_late(moment: date | datetime) -> str:
    """What stands beside a due time, now."""
    return words.how_late(moment, current.now())


def how_soon(moment: date | datetime) -> str:
    """How far off a day to come is, for a witness, now."""
    return words.how_soon(moment, current.now())


def urgency(moment: date | datetime) -> str:
    """How pressing a due time is, now."""
    return words.urgency(moment, current.now())


def install(app: Flask) -> None:
    """Hand the filters to every template."""
    app.add_template_filter(words.said, "spoken")
    app.add_template_filter(words.counted, "counted")
    app.add_template_filter(words.begun, "begun")
    app.add_template_filter(how_far)
    app.add_template_filter(how_late)
    app.add_template_filter(how_soon)
    app.add_template_filter(urgency)
    app.add_template_filter(tag_colour)
    app.add_template_filter(telephones.as_dialled, "as_dialled")
    app.add_template_filter(stations.on_foot, "on_foot")
    app.add_template_filter(stations.heading, "stations_heading")
