"""A test's own database, and the people who look into it."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Engine, text

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.service import service_viewer
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Signer, Viewer
from tests.builders.accounts import Employer, an_account
from tests.moment import NOW
from witness_app.database import Database

LIST_OFFICE = Employer("Court lists office", OrganisationKind.COURTS_LIST_OFFICE)


@dataclass(frozen=True)
class TestDatabase(Database):
    """A database of one test, with its owner's engine beside the serving role's."""

    __test__ = False

    engine: Engine
    signer: Signer
    owner_engine: Engine
    app_url: str
    owner_url: str
    admin_url: str

    @property
    def name(self) -> str:
        """What the database is called in its cluster."""
        return str(self.engine.url.database)

    def owner_session(self) -> WalledSession:
        """A session of the owner, who passes through the wall: for setting up and checking."""
        return WalledSession(self.owner_engine)


@dataclass(frozen=True)
class World:
    """The people and doors that tests begin from; builders of each layer add the rest."""

    database: TestDatabase

    def session(self, viewer: Viewer) -> WalledSession:
        """A new session of one viewer."""
        return self.database.session_for(viewer)

    def owner(self) -> WalledSession:
        """A new session of the owner."""
        return self.database.owner_session()

    def job(self, compartment_id: uuid.UUID | None = None) -> WalledSession:
        """A new session of the service in one compartment, or in none."""
        return self.database.service_session(compartment_id)

    def somebody(self, role: Role, name: str, employer: Employer | None = None) -> Viewer:
        """Somebody of any role, of our own service where nobody says else."""
        with self.owner() as owner:
            return an_account(owner, role, name=name, employer=employer or Employer())

    def a_caseworker(self, name: str = "Asha Rowe") -> Viewer:
        """Somebody who supports witnesses."""
        with self.owner() as owner:
            return an_account(owner, Role.CASEWORKER, name=name)

    def a_list_operator(self, name: str = "Lee Osei") -> Viewer:
        """Somebody who enters court lists, on neither side."""
        with self.owner() as owner:
            return an_account(owner, Role.LIST_OPERATOR, name=name, employer=LIST_OFFICE)

    def a_register_keeper(self, name: str = "Kit Mensah") -> Viewer:
        """Somebody who keeps the register of courts."""
        with self.owner() as owner:
            return an_account(owner, Role.REGISTER_KEEPER, name=name)

    def a_unit_officer(self, name: str = "Bea Lindqvist") -> Viewer:
        """An officer of a Witness Care Unit."""
        unit = Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT)
        with self.owner() as owner:
            return an_account(owner, Role.WITNESS_CARE_UNIT_OFFICER, name=name, employer=unit)

    def a_solicitor(self, name: str = "Noor Aziz", firm: str = "Aziz and Webb") -> Viewer:
        """A solicitor of a defence firm."""
        employer = Employer(firm, OrganisationKind.SOLICITORS_FIRM)
        with self.owner() as owner:
            return an_account(owner, Role.SOLICITOR, name=name, employer=employer)

    def clear(self, viewer: Viewer, compartment_id: uuid.UUID) -> None:
        """Let a viewer look into a compartment, as an allocation would."""
        with self.owner() as owner:
            owner.execute(
                text(
                    "INSERT INTO sealed.clearance (id, account_id, compartment_id, began_at)"
                    " VALUES (gen_random_uuid(), :account, :compartment, :now)"
                    " ON CONFLICT DO NOTHING"
                ),
                {"account": viewer.account_id, "compartment": compartment_id, "now": NOW},
            )
            owner.commit()

    def compartment(self, group_id: uuid.UUID, party: str) -> uuid.UUID:
        """The id that the wall gives to one party of one group."""
        with self.owner() as owner:
            found: uuid.UUID = owner.execute(
                text("SELECT sealed.compartment(:group_id, :party)"),
                {"group_id": group_id, "party": party},
            ).scalar_one()
            return found

    def service(self, compartment_id: uuid.UUID) -> Viewer:
        """The service's own viewer in one compartment."""
        return service_viewer(compartment_id)
