"""Fifty thousand witnesses before one published trial, with what belongs to each."""

import uuid
from dataclasses import dataclass

from bench.ground import Ground
from casework.access_needs.models import AccessNeed
from casework.contact_plans.models import ContactPlan
from casework.deadlines.models import Deadline
from casework.referrals.models import Referral
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from courts.cases.models import CaseIdentifier, PublishedCase
from courts.hearings.models import Hearing, HearingVersion
from courts.register.models import Court
from ethical_walls.records import Walled
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from scheduling.slots.models import HalfDay, Slot
from scheduling.visits.models import Visit
from scheduling.windows.models import VisitWindow
from tests.moment import NOW

WITNESSES = 50_000
COMPARTMENTS = 25_000
OF_THE_VIEWER = 200
BELONGING: tuple[type[Walled], ...] = (ContactPlan, AccessNeed, Task, Deadline, Visit, Message)


@dataclass(frozen=True)
class Crowd:
    """Who looks, into which compartments, some of the witnesses they may see, all they may not."""

    viewer: Viewer
    compartments: tuple[uuid.UUID, ...]
    witnesses: tuple[uuid.UUID, ...]
    foreign: tuple[uuid.UUID, ...]


def a_crowd(ground: Ground) -> Crowd:
    """Two witnesses in each of 25,000 compartments, and a caseworker cleared for 200 of them."""
    viewer = ground.world.a_caseworker("Bench Caseworker")
    public = _published(ground, viewer)
    compartments = [uuid.uuid4() for _ in range(COMPARTMENTS)]
    where = [compartments[i % COMPARTMENTS] for i in range(WITNESSES)]
    group = {
        "group_id": public["group_id"],
        "identifier_value": "T20267001",
        "received_at": NOW,
    }
    referrals = ground.fill(Referral, [group | {"compartment_id": c} for c in where])
    witnesses = ground.fill(
        Witness,
        [
            group | {"compartment_id": c, "referral_id": r, "name": f"Witness {n}"}
            for n, (c, r) in enumerate(zip(where, referrals, strict=True))
        ],
    )
    for model in BELONGING:
        ground.fill(
            model,
            [
                public | {"compartment_id": c, "witness_id": w, "recorded_by": viewer.account_id}
                for c, w in zip(where, witnesses, strict=True)
            ],
        )
    for compartment in compartments[:OF_THE_VIEWER]:
        ground.world.clear(viewer, compartment)
    ground.settle()
    return Crowd(
        viewer,
        tuple(compartments[:OF_THE_VIEWER]),
        tuple(witnesses[:OF_THE_VIEWER]),
        tuple(witnesses[OF_THE_VIEWER:COMPARTMENTS]),
    )


def _published(ground: Ground, viewer: Viewer) -> dict[str, object]:
    """One case, its trial and one slot before it: what every visit of the crowd points at."""
    by = {"recorded_by": viewer.account_id}
    (court,) = ground.fill(Court, [{"name": "Invented Crown Court", "slug": "invented"}])
    group = uuid.uuid4()
    (case,) = ground.fill(PublishedCase, [{"group_id": group}])
    ground.fill(CaseIdentifier, [{"case_id": case, "group_id": group, "value": "T20267001"}])
    (hearing,) = ground.fill(Hearing, [{"case_id": case}])
    ground.fill(HearingVersion, [by | {"hearing_id": hearing, "number": 1, "court_id": court}])
    (window,) = ground.fill(VisitWindow, [by | {"court_id": court}])
    (half,) = ground.fill(HalfDay, [{"court_id": court}])
    (slot,) = ground.fill(Slot, [{"court_id": court, "window_id": window, "half_day_id": half}])
    return {
        "court_id": court,
        "slot_id": slot,
        "hearing_id": hearing,
        "group_id": group,
        "booked_by": viewer.account_id,
    }
