"""A session belongs to one viewer for life, and tells the database so in every transaction."""

from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, SessionTransaction

from ethical_walls.viewers import NOBODY, Signer, Viewer

SET_VIEWER = text("SELECT set_config('wall.viewer', :viewer, true)")


class ViewerIsFixed(RuntimeError):
    """A session was asked to change who is looking; open another session instead."""


class ObjectsFromElsewhere(RuntimeError):
    """A session was handed loaded objects that its own viewer did not read."""


class WalledSession(Session):
    """A plain session with a viewer, and the events that its actions announced."""

    def __init__(
        self,
        bind: Any = None,  # noqa: ANN401 - SQLAlchemy takes an engine or a connection
        *,
        viewer: Viewer = NOBODY,
        signer: Signer | None = None,
        **options: Any,  # noqa: ANN401 - passed on to SQLAlchemy
    ) -> None:
        super().__init__(bind=bind, **options)
        self._viewer = viewer
        self._signer = signer
        self._events: list[object] = []

    @property
    def viewer(self) -> Viewer:
        """Who is looking."""
        return self._viewer

    @viewer.setter
    def viewer(self, _another: Viewer) -> None:
        raise ViewerIsFixed("one session, one viewer: open another session for somebody else")

    def record(self, announced: object) -> None:
        """Announce what an action did; `perform` runs the reactions before it commits."""
        self._events.append(announced)

    def taken_events(self) -> list[object]:
        """The events announced since the last call, oldest first."""
        taken, self._events = self._events, []
        return taken

    def merge(self, instance: Any, **options: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's own
        """Merge as SQLAlchemy does, but never without reading through this viewer's eyes.

        Raises:
            ObjectsFromElsewhere: `load=False` was asked for (`walls.md`, section 2).
        """
        if not options.get("load", True):
            raise ObjectsFromElsewhere("merge(load=False) would show rows that nobody checked")
        return super().merge(instance, **options)

    def signed_viewer(self, connection: Connection) -> str:
        """This session's viewer, signed for one database connection; empty for nobody."""
        if self._signer is None:
            return ""
        driver = connection.connection.dbapi_connection
        return self._signer.sign(self._viewer, driver.info.backend_pid)  # type: ignore[union-attr]


@event.listens_for(WalledSession, "after_begin")
def tell_the_database_who_is_looking(
    session: WalledSession, transaction: SessionTransaction, connection: Connection
) -> None:
    """Set the signed viewer at the start of every transaction, always, also for nobody."""
    if transaction.nested:
        return
    connection.execute(SET_VIEWER, {"viewer": session.signed_viewer(connection)})
