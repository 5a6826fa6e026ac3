"""Making a witness's link and sending it in one act, since its address is known only then."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.contact_plans.rules import Channel
from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from notifications.messages.facts import LinkFacts
from notifications.messages.links import message_of_link, send_link, take_back_links
from witness_app.reactions.facts import voice_to
from witness_app.witness_links import give_link, link_lasts_until

NOT_MADE_YET = UUID(int=0)


@dataclass(frozen=True)
class MadeLink:
    """A link just made: its address, shown this once, and whether it goes by itself."""

    address: str
    is_sent: bool = False
    why_not_sent: str = ""


@dataclass(frozen=True)
class Sending:
    """How a link would be sent to one witness, or why it is given by hand."""

    channel: Channel
    to_address: str
    leaves_at: datetime
    why_not: str


def address_of(public_address: str, token: UUID) -> str:
    """Where a link leads."""
    return f"{public_address}/open/{token}"


def give_link_by_hand(
    session: WalledSession, witness_id: UUID, word_hash: str, public_address: str, *, now: datetime
) -> MadeLink:
    """Make a witness's link anew, for a person to give; one that waits to be sent is not sent.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    take_back_links(session, witness_id, now=now)
    return MadeLink(address_of(public_address, give_link(session, witness_id, word_hash, now=now)))


def give_and_send_link(
    session: WalledSession, witness_id: UUID, word_hash: str, public_address: str, *, now: datetime
) -> MadeLink:
    """Make a witness's link anew and write the message that carries it.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    token = give_link(session, witness_id, word_hash, now=now)
    facts = _facts(session, witness_id, address_of(public_address, token), now)
    why_not = send_link(session, facts, now=now)
    return MadeLink(facts.address, is_sent=why_not is None, why_not_sent=why_not or "")


def how_a_link_goes(
    session: WalledSession, witness_id: UUID, public_address: str, *, now: datetime
) -> Sending:
    """How a link made now would be sent, tried with an address as long as it will be."""
    address = address_of(public_address, NOT_MADE_YET)
    plan = message_of_link(session, _facts(session, witness_id, address, now))
    return Sending(plan.addressee.channel, plan.addressee.address, plan.due_at, plan.reason)


def _facts(session: WalledSession, witness_id: UUID, address: str, now: datetime) -> LinkFacts:
    return LinkFacts(
        witness_id=witness_id,
        address=address,
        made_at=now,
        lasts_until=link_lasts_until(session, witness_of(session, witness_id), now),
        voice=voice_to(session, witness_id),
    )
