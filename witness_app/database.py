"""One database, its sessions, and the only place where Flask-SQLAlchemy meets the wall."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flask_sqlalchemy.session
from flask import g, has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import scoped_session

from ethical_walls.accounts.service import service_viewer
from ethical_walls.hardening import what_is_left
from ethical_walls.records import Record
from ethical_walls.sessions import WalledSession
from ethical_walls.starting import WallNotStanding, refuse_to_start_without_the_wall
from ethical_walls.viewers import NOBODY, Signer, Viewer
from notifications.messages.facts import Voice
from witness_app.embedded_postgres import ADMIN, APP, OWNER, Cluster, cluster_at
from witness_app.settings import MailSettings, SettingMissing, Settings

DATABASE_NAME = "witness"
VOICE = "voice"
"""Where a session keeps whom messages written through it speak for."""
VOICE_OF_NOBODY_YET = Voice(Settings.service_telephone, MailSettings.from_address)


@dataclass(frozen=True)
class Addresses:
    """Where the database is, for the serving role and for its owner."""

    app_url: str
    owner_url: str

    @property
    def app_role(self) -> str:
        """The role that serves."""
        return make_url(self.app_url).username or APP

    @property
    def owner_role(self) -> str:
        """The role that owns the tables; empty where its address is not known here."""
        return (self.owner_url and make_url(self.owner_url).username) or ""


class Database:
    """An engine of the serving role, and sessions that know who is looking."""

    voice: Voice = VOICE_OF_NOBODY_YET

    def __init__(self, engine: Engine, signer: Signer, voice: Voice) -> None:
        self.engine = engine
        self.signer = signer
        self.voice = voice

    def session_for(self, viewer: Viewer) -> WalledSession:
        """A session of its own for one viewer; a context manager that closes it."""
        return WalledSession(
            self.engine, viewer=viewer, signer=self.signer, info={VOICE: self.voice}
        )

    def service_session(self, compartment_id: uuid.UUID | None = None) -> WalledSession:
        """A session of the service's jobs, in one compartment or in none."""
        return self.session_for(service_viewer(compartment_id))

    def check(self) -> None:
        """Refuse to serve where the wall does not stand.

        Raises:
            ethical_walls.starting.WallNotStanding: What is wrong and what to do about it.
        """
        with self.engine.connect() as connection, connection.begin():
            refuse_to_start_without_the_wall(connection)

    def what_neighbours_show(self) -> str:
        """What the serving role could see or disturb of its neighbours; empty once hardened."""
        with self.engine.connect() as connection:
            role = connection.execute(text("SELECT current_user")).scalar_one()
            return what_is_left(connection, role)


class SiteSession(WalledSession, flask_sqlalchemy.session.Session):
    """The request's session: walled, and bound as Flask-SQLAlchemy binds."""


class RequestRegistry:
    """Keeps the request's one session on the request itself.

    Flask-SQLAlchemy's own registry is keyed on the application context's address, which handed
    30 of 200 requests somebody else's session when a teardown raised (`walls.md`, finding 5).
    """

    def __init__(self, make: Callable[..., SiteSession]) -> None:
        self.createfunc = make

    def __call__(self, **options: Any) -> SiteSession:  # noqa: ANN401 - SQLAlchemy's own
        """The request's session, opened for its viewer; outside a request, nobody's."""
        if not has_request_context():
            return self.createfunc(**options)
        if not self.has():
            g.walled_session = self.createfunc(viewer=g.get("viewer", NOBODY), **options)
        found: SiteSession = g.walled_session
        return found

    def has(self) -> bool:
        """Whether the request has opened its session."""
        return has_request_context() and "walled_session" in g

    def set(self, session: SiteSession) -> None:
        """Take a session as the request's own."""
        g.walled_session = session

    def clear(self) -> None:
        """Forget the request's session."""
        if has_request_context():
            g.pop("walled_session", None)


class SiteDatabase(SQLAlchemy):
    """Flask-SQLAlchemy with the request's session kept by `RequestRegistry`."""

    def _make_scoped_session(self, options: dict[str, Any]) -> scoped_session[Any]:
        options.setdefault("class_", SiteSession)
        options.pop("scopefunc", None)
        scoped: scoped_session[Any] = scoped_session(self._make_session_factory(options))
        scoped.registry = RequestRegistry(scoped.session_factory)  # type: ignore[assignment]
        return scoped


def site_database(signer: Signer, voice: Voice) -> SiteDatabase:
    """The extension of one site. Models never inherit its `Model`: a test finds any that do."""
    options = {"signer": signer, "info": {VOICE: voice}}
    return SiteDatabase(metadata=Record.metadata, session_options=options)


def signer_of(settings: Settings) -> Signer:
    """What signs viewers, by the settings' key."""
    return Signer(settings.wall_key_id, settings.wall_key)


def voice_of(settings: Settings) -> Voice:
    """Whom messages speak for: the number to ring and the mailbox they come from."""
    return Voice(settings.service_telephone, settings.mail.from_address)


def embedded_cluster(settings: Settings) -> Cluster:
    """The embedded PostgreSQL of this checkout.

    Raises:
        SettingMissing: In production, where the database is a server of its own.
    """
    if settings.is_production:
        raise SettingMissing("The embedded PostgreSQL is refused in production: set DATABASE_URL.")
    return cluster_at(settings.instance / "postgres")


def addresses(settings: Settings) -> Addresses:
    """Where the database is: as set, else our own PostgreSQL, started and furnished with roles."""
    if not settings.is_embedded:
        return Addresses(settings.database_url, settings.owner_database_url)
    cluster = embedded_cluster(settings)
    cluster.start()
    cluster.ensure_roles()
    cluster.ensure_database(DATABASE_NAME)
    return Addresses(cluster.url(APP, DATABASE_NAME), cluster.url(OWNER, DATABASE_NAME))


def check_before_serving(settings: Settings, database: Database) -> str:
    """Refuse to serve where the wall does not stand or, in production, neighbours are in reach.

    Returns:
        In development, what of its neighbours the serving role could reach; empty for nothing.

    Raises:
        ethical_walls.starting.WallNotStanding: What is wrong and what to do about it.
    """
    database.check()
    shown = database.what_neighbours_show()
    if shown and settings.is_production:
        raise WallNotStanding(shown)
    return shown


def administrators_address(settings: Settings) -> str:
    """An administrator's address of the database: as set, else of our own PostgreSQL."""
    if settings.admin_database_url or not settings.is_embedded:
        return settings.admin_database_url
    return embedded_cluster(settings).url(ADMIN, DATABASE_NAME)


def open_database(settings: Settings) -> Database:
    """The database for one command: no connection outlives its session."""
    engine = create_engine(addresses(settings).app_url, poolclass=NullPool, hide_parameters=True)
    return Database(engine, signer_of(settings), voice_of(settings))


def open_serving_database(settings: Settings) -> Database:
    """The database for jobs that run beside a site; raised errors show no values."""
    engine = create_engine(
        addresses(settings).app_url, pool_size=5, max_overflow=10, hide_parameters=True
    )
    return Database(engine, signer_of(settings), voice_of(settings))
