"""The service's own account, as which jobs look into one compartment at a time."""

import uuid

from ethical_walls.accounts.models import OrganisationKind
from ethical_walls.viewers import Viewer

SERVICE_ACCOUNT_ID = uuid.UUID("5e711ce0-0000-4000-8000-000000000001")
SERVICE_ORGANISATION_ID = uuid.UUID("5e711ce0-0000-4000-8000-000000000002")


def service_viewer(compartment_id: uuid.UUID | None = None) -> Viewer:
    """The service looking into one compartment, or, with none, only at what work is due."""
    return Viewer(
        account_id=SERVICE_ACCOUNT_ID,
        name="The service",
        organisation_id=SERVICE_ORGANISATION_ID,
        organisation_kind=OrganisationKind.SERVICE,
        compartment_id=compartment_id,
    )
