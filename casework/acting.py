"""Who acts: the account behind a session, for the rows that say by whom."""

from uuid import UUID

from ethical_walls.sessions import WalledSession


class NobodyIsActing(PermissionError):
    """A row that says by whom was to be written in a session of nobody."""


def acting_account(session: WalledSession) -> UUID:
    """The account that acts in this session.

    Raises:
        NobodyIsActing: The session is nobody's.
    """
    account_id = session.viewer.account_id
    if account_id is None:
        raise NobodyIsActing("only somebody can do this")
    return account_id
