"""The words in which a witness's diary says what happened."""

from casework.assessments.rules import Level
from casework.concerns.rules import ConcernKind
from casework.contact_attempts.rules import CameOf
from casework.contact_plans.rules import Channel
from casework.handovers.rules import AnswerKind
from casework.particulars.models import ParticularsVersion
from casework.referrals.rules import AgeAtOffence, HomeAtReferral, ReferralRoute
from casework.witnesses.rules import WitnessRole
from notifications.messages.rules import MessageState
from notifications.replies.words import ReplyKind
from scheduling.offers.rules import OfferState
from scheduling.remote_visits.rules import RemoteState, RemoteWay

ROUTE_WORDS = {
    ReferralRoute.ORDINARY: "",
    ReferralRoute.SHORT_WAY: "Short way: the trial is within a week.",
    ReferralRoute.IN_COURT_SERVICE: "The trial has started: the in-court service takes over.",
}
CHANNEL_WORDS = {
    Channel.SMS: "text message",
    Channel.EMAIL: "email",
    Channel.PHONE_CALL: "phone call",
}
ROLES = {
    WitnessRole.WITNESS: "a witness",
    WitnessRole.COMPLAINANT: "the complainant",
    WitnessRole.NOT_KNOWN: "whether a victim is not known",
}
HOMES = {
    HomeAtReferral.LONDON: "home in London",
    HomeAtReferral.ELSEWHERE: "home outside London",
    HomeAtReferral.NOT_KNOWN: "home not known",
}
AGES = {
    AgeAtOffence.ADULT: "18 or over at the time",
    AgeAtOffence.UNDER_18: "under 18 at the time",
    AgeAtOffence.NOT_KNOWN: "age at the time not known",
}
LEVEL_WORDS = {
    Level.IDVA: "independent domestic violence adviser",
    Level.VULNERABLE: "vulnerable",
    Level.ENHANCED: "enhanced",
    Level.STANDARD: "standard",
}
HANDOVER_ANSWERED = {
    AnswerKind.ACCEPTED: "Handover accepted",
    AnswerKind.QUERIED: "The receiver of a handover asks something",
    AnswerKind.REFUSED: "Handover refused",
}
CONCERN_WORDS = {
    ConcernKind.WANTS_TO_WITHDRAW: "wants to withdraw",
    ConcernKind.THREATENED_OR_APPROACHED: "threatened or approached",
    ConcernKind.SPOKE_OF_EVIDENCE: "said something about the evidence",
}
MESSAGE_WORDS = {
    MessageState.SENDING: "Message going out",
    MessageState.SENT: "Message sent",
    MessageState.DELIVERED: "Message delivered",
    MessageState.UNDELIVERED: "Message not delivered",
    MessageState.AMBIGUOUS: "Message that may have been sent",
    MessageState.NEEDS_PERSON: "Message that needs a person",
    MessageState.EXPIRED: "Message too late to send",
    MessageState.NOT_SENT: "Message not sent",
}
OFFER_WORDS = {
    OfferState.TAKEN: "One of the times offered was chosen",
    OfferState.DECLINED: "None of the times offered suited",
    OfferState.LAPSED: "The times offered are free again",
}
CAME_OF_WORDS = {
    CameOf.SPOKE: "spoke with them",
    CameOf.NOT_A_GOOD_TIME: "they answered; it was not safe, or not a good time",
    CameOf.NO_ANSWER: "no answer, and no message left",
    CameOf.SOMEBODY_ELSE: "somebody else answered, and nothing was said",
    CameOf.NUMBER_DEAD: "the number does not work",
}
REMOTE_WORDS = {
    RemoteWay.VIDEO: "by video",
    RemoteWay.PHONE: "by telephone",
    RemoteWay.PHOTOGRAPHS: "in printed photographs",
}
REMOTE_STATES = {
    RemoteState.DONE: "The court was shown",
    RemoteState.NOT_WANTED: "Did not want the court shown",
}
REPLY_WORDS = {
    ReplyKind.YES: "Texted yes",
    ReplyKind.NO: "Texted no",
    ReplyKind.WORDS: "Sent us a text",
    ReplyKind.PRESSING: "Sent us a text that may not wait",
    ReplyKind.HOLDING: "A text came that holds all texts to their number",
    ReplyKind.HELP: "Texted for help",
    ReplyKind.STOP: "Asked for no more texts",
    ReplyKind.START: "Asked for texts again",
    ReplyKind.UNSURE: "A text came from a phone that they share",
}


def particulars_in_words(one: ParticularsVersion) -> str:
    """What was said of who somebody is in the case, each fact with what stood before it."""
    said = (
        (ROLES[one.role], ROLES[one.previous_role]),
        (HOMES[one.home], HOMES[one.previous_home]),
        (AGES[one.age], AGES[one.previous_age]),
    )
    return "; ".join(f"{now} (was: {before})" for now, before in said if now != before)
