"""The service's own two accounts: its jobs, one compartment at a time, and whoever has a link."""

import uuid

from ethical_walls.accounts.models import OrganisationKind
from ethical_walls.viewers import Viewer

SERVICE_ACCOUNT_ID = uuid.UUID("5e711ce0-0000-4000-8000-000000000001")
SERVICE_ORGANISATION_ID = uuid.UUID("5e711ce0-0000-4000-8000-000000000002")
LINK_ACCOUNT_ID = uuid.UUID("5e711ce0-0000-4000-8000-000000000003")


def service_viewer(compartment_id: uuid.UUID | None = None) -> Viewer:
    """The service looking into one compartment, or, with none, only at what work is due."""
    return Viewer(
        account_id=SERVICE_ACCOUNT_ID,
        name="The service",
        organisation_id=SERVICE_ORGANISATION_ID,
        organisation_kind=OrganisationKind.SERVICE,
        compartment_id=compartment_id,
    )


def link_viewer(subject_id: uuid.UUID | None = None) -> Viewer:
    """Somebody without an account: with a link they see the rows of its subject, else none.

    Args:
        subject_id: The witness or the handover that the link they opened is of.
    """
    return Viewer(
        account_id=LINK_ACCOUNT_ID,
        name="Somebody with a link",
        organisation_id=SERVICE_ORGANISATION_ID,
        organisation_kind=OrganisationKind.SERVICE,
        subject_id=subject_id,
    )
