"""The words in which the steps of a victim personal statement are said; its own words never are."""

from casework.statements.rules import (
    EndedBecause,
    Reading,
    StatementAnswer,
    StatementStep,
    WaitsFor,
)

STEPS = {
    StatementStep.OFFER: "Offer it",
    StatementStep.SUPPORT: "Support them to make it",
    StatementStep.REVIEW: "Review it before the trial",
    StatementStep.UPDATE: "Ask for an update before sentence",
    StatementStep.READ: "Settle how it is read, and that the CPS has it",
}
WHAT_TO_DO = {
    StatementStep.OFFER: (
        "Explain that they may say in their own words how the crime affected them, that it may be "
        "read in court and they may be asked about it, and that the police take it."
    ),
    StatementStep.SUPPORT: (
        "Ask the police, through the Witness Care Unit, to take it; be with them if they want. "
        "Never write any of it for them."
    ),
    StatementStep.REVIEW: "Ask whether it still says what they want to say. It can be added to.",
    StatementStep.UPDATE: "Ask whether they want to make one, or to add to it, before sentence.",
    StatementStep.READ: (
        "Ask whether they want it read, and by whom: the court decides. Check with the Witness "
        "Care Unit that the Crown Prosecution Service has it and knows."
    ),
}
ANSWERS = {
    StatementAnswer.WANTS_TO: "Offered: they want to make one",
    StatementAnswer.MADE_ALREADY: "Offered: they have made one already",
    StatementAnswer.LATER: "Not now: ask again later",
    StatementAnswer.DOES_NOT_WANT: "They do not want to",
    StatementAnswer.POLICE_ASKED: "The police were asked to take it",
    StatementAnswer.MADE: "It was made",
    StatementAnswer.STANDS: "It stands as it is",
    StatementAnswer.WANTS_TO_ADD: "They want to make one or add to it: the police were asked",
    StatementAnswer.ADDED: "It was made or added to",
    StatementAnswer.NO_STATEMENT: "There is no statement, and they do not want one",
    StatementAnswer.ASKED: "They were asked; the CPS has not confirmed yet",
    StatementAnswer.CPS_HAS_IT: "The CPS has it, and knows how it is to be read",
}
READINGS = {
    Reading.THEMSELVES: "They read it aloud themselves",
    Reading.PROSECUTOR: "The prosecutor reads it for them",
    Reading.SOMEBODY_CLOSE: "Somebody close to them reads it",
    Reading.RECORDING: "A recording is played",
    Reading.NOT_READ: "It is not read aloud",
}
WAITS = {
    WaitsFor.TRIAL: "Waits for a trial date",
    WaitsFor.SENTENCE: "Waits for a sentence date",
    WaitsFor.BANK_HOLIDAYS: (
        "Cannot be worked out: the bank holidays of that year are not announced"
    ),
}
ENDED = {
    EndedBecause.NOT_WANTED: "Not wanted. Answer the offer again if they change their mind",
    EndedBecause.MADE_ALREADY: "Not needed: it is made",
    EndedBecause.SENTENCED: "Over: sentence was passed",
    EndedBecause.CASE_ENDED: "Over: the case ended, and nobody is sentenced",
    EndedBecause.NO_TRIAL_AHEAD: "Not owed: no trial is ahead; the update before sentence is",
    EndedBecause.NO_VICTIM: "Not owed: they are not a victim in this case",
}
