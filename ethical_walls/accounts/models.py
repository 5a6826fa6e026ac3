"""Who works here: organisations, accounts, memberships; and, sealed, how each account signs in."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Open, Sealed, Writers, text_enum


class OrganisationKind(enum.StrEnum):
    """What an organisation is to the service."""

    SERVICE = "service"
    COURTS_LIST_OFFICE = "courts_list_office"
    WITNESS_CARE_UNIT = "witness_care_unit"
    SOLICITORS_FIRM = "solicitors_firm"
    COURT_TEAM = "court_team"


class Role(enum.StrEnum):
    """What a person does here. Side never follows from a role alone (design section 3)."""

    CASEWORKER = "caseworker"
    DUTY_CASEWORKER = "duty_caseworker"
    TEAM_LEADER = "team_leader"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    CASE_PROGRESSION_OFFICER = "case_progression_officer"
    SERVICE_MANAGER = "service_manager"
    LIST_OPERATOR = "list_operator"
    REGISTER_KEEPER = "register_keeper"
    CONFLICTS_OFFICER = "conflicts_officer"
    SEPARATION_DESK = "separation_desk"
    WITNESS_CARE_UNIT_OFFICER = "witness_care_unit_officer"
    SOLICITOR = "solicitor"
    IN_COURT_WITNESS_SERVICE = "in_court_witness_service"
    COURT_VISITS_CONTACT = "court_visits_contact"


class AccountKind(enum.StrEnum):
    """Whether an account is somebody, the service's own jobs, or whoever came by a link."""

    PERSON = "person"
    SERVICE = "service"
    LINK = "link"


class Organisation(Open):
    """An organisation whose people use the product."""

    __tablename__ = "organisation"
    writers = Writers.OWNER

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(text_enum(OrganisationKind))


class Account(Open):
    """Somebody who works here, or the service itself when a job runs."""

    __tablename__ = "account"
    writers = Writers.OWNER

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    initials: Mapped[str]
    kind: Mapped[AccountKind] = mapped_column(text_enum(AccountKind), default=AccountKind.PERSON)
    telephone: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class Membership(Open):
    """A role that an account holds, until it ends."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_live",
            "account_id",
            "role",
            unique=True,
            postgresql_where="ended_at IS NULL",
        ),
    )
    writers = Writers.OWNER

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(text_enum(Role))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Credential(Sealed):
    """How an account signs in: an e-mail address and the Argon2id hash of a password.

    There is no hash until the person has joined by their link.
    """

    __tablename__ = "credential"
    __table_args__ = (UniqueConstraint("email"), {"schema": SEALED_SCHEMA})

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    email: Mapped[str]
    password_hash: Mapped[str | None]
    changed_at: Mapped[datetime]
