"""The demo's employers: they open each person's account on the day that person begins."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import NullPool, create_engine

from courts.london_time import london_day
from ethical_walls.accounts.actions import AccountDetails, ensure_organisation, open_account
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.hosting.actions import host_court
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.actions import keep_second_factor
from ethical_walls.training.actions import record_course
from ethical_walls.viewers import Viewer
from witness_app.demo.people import PASSWORD, Colleague
from witness_app.sign_in.passwords import hash_password
from witness_app.sign_in.second_factor import Keeper


@dataclass
class Office:
    """Whoever works in the demo world so far.

    Attributes:
        owner_url: The database owner's address: accounts are the owner's to write.
        second_factor_key: What second factors are sealed under.
        staff: Who has begun.
    """

    owner_url: str
    second_factor_key: bytes
    staff: dict[Colleague, Viewer] = field(default_factory=dict)

    def begin(self, *colleagues: Colleague, now: datetime) -> None:
        """Open their accounts, each with a second factor and trained."""
        with WalledSession(create_engine(self.owner_url, poolclass=NullPool)) as owner:
            for colleague in colleagues:
                self.staff[colleague] = self._employ(owner, colleague, now)
            owner.commit()

    def let_host(self, colleague: Colleague, court_id: UUID, *, now: datetime) -> None:
        """Let a colleague's team receive the visitors of a court."""
        with WalledSession(create_engine(self.owner_url, poolclass=NullPool)) as owner:
            host_court(owner, self.staff[colleague].organisation_id, court_id, now=now)  # type: ignore[arg-type]
            owner.commit()

    @cached_property
    def _password_hash(self) -> str:
        return hash_password(PASSWORD)

    def _employ(self, owner: WalledSession, colleague: Colleague, now: datetime) -> Viewer:
        employer = colleague.employer
        details = AccountDetails(
            name=colleague.name,
            email=colleague.email,
            password_hash=self._password_hash,
            organisation_id=ensure_organisation(owner, employer.name, employer.kind),
            roles=colleague.roles,
            telephone=colleague.telephone,
        )
        account_id = open_account(owner, details, now=now)
        keeper = Keeper(self.second_factor_key)
        secret = keeper.secret_for(f"demo|{colleague.email}")
        keep_second_factor(owner, account_id, keeper.seal(account_id, secret), now=now)
        record_course(owner, account_id, london_day(now), now=now)
        return viewer_of(owner, account_id)
