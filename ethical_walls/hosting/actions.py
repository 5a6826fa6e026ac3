"""Saying which courts a team hosts, and for which hearing a hosted visit stands."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from ethical_walls.compartments.models import Hosting
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class StandsFor:
    """A visit at a court, and the version of the hearing that it prepares for."""

    compartment_id: uuid.UUID
    visit_id: uuid.UUID
    court_id: uuid.UUID
    hearing_id: uuid.UUID
    hearing_version: int


def host_court(
    owner: Session, organisation_id: uuid.UUID, court_id: uuid.UUID, *, now: datetime
) -> None:
    """Let a court's team meet what is said of visitors to one court; said twice it is one.

    Args:
        owner: The owner's session: no serving process can say this.
        organisation_id: The team.
        court_id: The court that it hosts.
        now: From when.
    """
    if owner.get(Hosting, (organisation_id, court_id)) is None:
        owner.add(Hosting(organisation_id=organisation_id, court_id=court_id, began_at=now))
        owner.flush()


def end_hosting(owner: Session, organisation_id: uuid.UUID, court_id: uuid.UUID) -> None:
    """Let a team meet nothing of that court any more."""
    owner.execute(
        delete(Hosting).where(
            Hosting.organisation_id == organisation_id, Hosting.court_id == court_id
        )
    )


def note_hosted_for(session: WalledSession, stands: StandsFor) -> None:
    """Keep for which version of which hearing a hosted visit stands; the last word counts.

    Args:
        session: Of somebody of the visit's own side, or its job.
        stands: The visit, its court and its hearing.

    Raises:
        sqlalchemy.exc.ProgrammingError: The compartment is not the viewer's.
    """
    session.execute(
        text("SELECT wall.note_hosted_for(:compartment, :visit, :court, :hearing, :version)"),
        {
            "compartment": stands.compartment_id,
            "visit": stands.visit_id,
            "court": stands.court_id,
            "hearing": stands.hearing_id,
            "version": stands.hearing_version,
        },
    )
