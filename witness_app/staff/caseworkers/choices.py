"""The words in which the caseworker's pages say each choice."""

from casework.access_needs.rules import ACCESS_NEED_WORDS
from casework.contact_plans.rules import CalendarWanted, Channel, SeenBy, Wording
from casework.referrals.rules import AgeAtOffence, HomeAtReferral, ReferralSource
from casework.witnesses.rules import InterpreterNeed, WitnessRole

ROLES = {
    WitnessRole.WITNESS: "A witness",
    WitnessRole.COMPLAINANT: "The complainant (a victim who gives evidence)",
    WitnessRole.NOT_KNOWN: "Not known",
}
SOURCES = {
    ReferralSource.WITNESS_CARE_UNIT: "A Witness Care Unit",
    ReferralSource.SOLICITOR: "A solicitor",
    ReferralSource.WITNESS: "The witness",
    ReferralSource.SUPPORT_ORGANISATION: "Another support organisation",
    ReferralSource.OTHER: "Somebody else",
}
HOMES = {
    HomeAtReferral.LONDON: "Yes, even if only for a time",
    HomeAtReferral.ELSEWHERE: "No",
    HomeAtReferral.NOT_KNOWN: "Not known",
}
AGES = {
    AgeAtOffence.ADULT: "18 or over",
    AgeAtOffence.UNDER_18: "Under 18",
    AgeAtOffence.NOT_KNOWN: "Not known",
}
CHANNELS = {
    Channel.SMS: "Text message",
    Channel.EMAIL: "Email",
    Channel.PHONE_CALL: "Phone call to a mobile",
}
CHANNELS_IN_A_WORD = {
    Channel.SMS: "Text",
    Channel.EMAIL: "Email",
    Channel.PHONE_CALL: "Ring",
}
INTERPRETERS = {
    InterpreterNeed.NOT_NEEDED: "No",
    InterpreterNeed.NEEDED: "Yes",
}
SEEN_BY = {
    SeenBy.NOBODY: "Nobody else",
    SeenBy.PEOPLE_WHO_KNOW: "Only people who know and may read it",
    SeenBy.PEOPLE_WHO_MUST_NOT_KNOW: "Somebody who must not know",
    SeenBy.NOT_ASKED: "Not asked yet",
}
SEEN_BY_ANSWERS = {seen: words for seen, words in SEEN_BY.items() if seen is not SeenBy.NOT_ASKED}
WORDINGS = {
    Wording.DISCREET: "Discreet: no court, police, witness or trial, and no link",
    Wording.PLAIN: "Plain: says what it is about",
}
WORDINGS_IN_A_WORD = {Wording.DISCREET: "discreet", Wording.PLAIN: "plain"}
CALENDARS = {
    CalendarWanted.YES: "Yes, by email invitation",
    CalendarWanted.NO: "No",
}
NEEDS = ACCESS_NEED_WORDS
