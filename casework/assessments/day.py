"""How the day at court is arranged with a witness: who comes with them and how they travel."""

from enum import StrEnum


class Companion(StrEnum):
    """Who comes with the witness on the day: by what they are, never by name."""

    NOBODY = "nobody"
    FAMILY_OR_FRIEND = "family_or_friend"
    CARER = "carer"
    SUPPORT_WORKER = "support_worker"
    OUR_SERVICE = "our_service"
    NOT_SETTLED = "not_settled"


class Travel(StrEnum):
    """How the witness comes to the court."""

    PUBLIC_TRANSPORT = "public_transport"
    OWN_VEHICLE = "own_vehicle"
    DRIVEN = "driven"
    ON_FOOT = "on_foot"
    NEEDS_TAXI = "needs_taxi"
    NEEDS_HELP = "needs_help"
    NOT_SETTLED = "not_settled"


COMPANION_WORDS: dict[Companion, str] = {
    Companion.NOBODY: "Nobody: they come alone",
    Companion.FAMILY_OR_FRIEND: "Family or a friend, who is not a witness too",
    Companion.CARER: "A carer or personal assistant",
    Companion.SUPPORT_WORKER: "A support worker of another service",
    Companion.OUR_SERVICE: "Somebody from this service",
    Companion.NOT_SETTLED: "Not settled yet",
}
TRAVEL_WORDS: dict[Travel, str] = {
    Travel.PUBLIC_TRANSPORT: "By train, Underground or bus",
    Travel.OWN_VEHICLE: "In their own car or other vehicle",
    Travel.DRIVEN: "Somebody drives them",
    Travel.ON_FOOT: "On foot or by bicycle",
    Travel.NEEDS_TAXI: "They need a taxi arranged",
    Travel.NEEDS_HELP: "They need help to find the way or to pay for it",
    Travel.NOT_SETTLED: "Not settled yet",
}
