"""The words in which the pages of assessment and plan say each choice."""

from casework.assessments.answers import Decision, PlanItem
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    Condition,
    Consent,
    DomesticRisk,
    Effect,
    Eligibility,
    Factor,
    Feeling,
    Ground,
    Level,
    Offence,
    OverrideReason,
    Priority,
    RiskFlag,
    Targeting,
    Wish,
)

CONSENTS = {
    Consent.GIVEN: "Yes, they agree",
    Consent.REFUSED: "No. Only that they were asked and said no is kept",
}
SAFE, NOT_SAFE = "safe", "not_safe"
SAFETY = {
    SAFE: "Yes, they are alone and can talk",
    NOT_SAFE: "No. Stop here: nothing is kept but a task to find a safe time",
}
RISKS = {
    RiskFlag.THREATENED: "They were threatened, or told not to come",
    RiskFlag.ADDRESS_KNOWN: "The accused or people close to them know where they live",
    RiskFlag.SHARES_HOME: "They share a home with the accused or people close to them",
    RiskFlag.SHARES_CHILDREN: "They share the care of children with the accused",
    RiskFlag.ACCUSED_AT_LIBERTY: "The accused is on bail or was released",
    RiskFlag.FOLLOWED_OR_WATCHED: "They are followed, watched or turned up on",
    RiskFlag.ONLINE: "They are contacted or spoken of online",
    RiskFlag.SELF_HARM: "They may harm themselves: act now by the safeguarding procedure",
    RiskFlag.CHILD_AT_RISK: "A child is at risk: tell the authority at once",
    RiskFlag.ADULT_AT_RISK: "An adult with care needs is at risk: tell the authority at once",
    RiskFlag.HONOUR: "So-called honour, or a forced marriage, is in question",
}
DOMESTIC_RISKS = {
    DomesticRisk.NOT_DOMESTIC: "Not a matter of domestic abuse",
    DomesticRisk.STANDARD: "Standard: up to 9 ticks of the DASH list",
    DomesticRisk.MEDIUM: "Medium: 10 to 13 ticks",
    DomesticRisk.HIGH: "High: 14 ticks or more, or by your judgement, or because it escalates",
}
OFFENCES = {
    Offence.SEXUAL: "A sexual offence",
    Offence.MODERN_SLAVERY: "Slavery or human trafficking",
    Offence.DOMESTIC_ABUSE: "Any offence alleged to be domestic abuse",
    Offence.GUN_OR_KNIFE: "A serious offence with a gun or a knife",
    Offence.HATE: "Hate crime",
    Offence.BEREAVEMENT: "The death of somebody close to them",
    Offence.OTHER_MOST_SERIOUS: (
        "Terrorism, attempted murder, kidnap, wounding with intent, or arson endangering life"
    ),
}
TARGETINGS = {
    Targeting.NOT_PERSISTENT: "No, or not known",
    Targeting.CAMPAIGN: "Yes, repeatedly over time, as in stalking",
    Targeting.THREE_IN_A_YEAR: "Yes, three crimes or more in 12 months",
}
CONDITIONS = {
    Condition.MENTAL_DISORDER: "A mental disorder (Mental Health Act 1983)",
    Condition.LEARNING_IMPAIRMENT: (
        "A significant impairment of intelligence and social functioning"
    ),
    Condition.PHYSICAL: "A physical disability or disorder",
}
EFFECTS = {
    Effect.LIKELY: "Yes, likely",
    Effect.NOT_LIKELY: "No",
    Effect.NOT_KNOWN: "Not known yet",
}
FEELINGS = {
    Feeling.AFRAID: "Afraid about giving evidence",
    Feeling.DISTRESSED: "Distressed about giving evidence",
}
FACTORS = {
    Factor.OFFENCE: "What kind of offence it is",
    Factor.AGE: "Their age",
    Factor.BACKGROUND: "Their social, cultural or ethnic background",
    Factor.HOME_OR_WORK: "Their home or work",
    Factor.RELIGION_OR_POLITICS: "Their religion or political opinions",
    Factor.BEHAVIOUR: "How the accused, their family or associates behave towards them",
}
WISHES = {
    Wish.WANTED: "They want them, or would like to hear more",
    Wish.NOT_WANTED: "They do not want them",
    Wish.NOT_DECIDED: "They have not decided",
}
ELIGIBILITIES = {
    Eligibility.AUTOMATIC: "Eligible as of right",
    Eligibility.COURT_DECIDES: "Eligible if the court finds that it affects their evidence",
    Eligibility.NOT_SHOWN: "Nothing shows it",
}
GROUNDS = {
    Ground.UNDER_18: "under 18 on the day of this assessment (section 16(1)(a))",
    Ground.MENTAL_DISORDER: "mental disorder (section 16(2)(a)(i))",
    Ground.LEARNING_IMPAIRMENT: (
        "impairment of intelligence and social functioning (section 16(2)(a)(ii))"
    ),
    Ground.PHYSICAL: "physical disability or disorder (section 16(2)(b))",
    Ground.SEXUAL_OFFENCE: "complainant of a sexual offence (section 17(4))",
    Ground.MODERN_SLAVERY: "complainant of slavery or trafficking (section 17(4))",
    Ground.DOMESTIC_ABUSE: "complainant of an offence alleged to be domestic abuse (section 17(4))",
    Ground.GUN_OR_KNIFE: "witness to a serious gun or knife offence (section 17(5))",
    Ground.FEAR: "fear about giving evidence (section 17(1))",
    Ground.DISTRESS: "distress about giving evidence (section 17(1))",
    Ground.NOT_WANTED: "would be eligible as of right, but they do not want it",
}
DECISIONS = {
    Decision.AS_WORKED_OUT: "As worked out",
    Decision.BELONGS: "Yes, they are",
    Decision.DOES_NOT: "No, they are not",
}
REASONS = {
    OverrideReason.WITNESS_CARE_UNIT_OR_SOLICITOR: "The Witness Care Unit or solicitor says so",
    OverrideReason.HEALTH_OR_SUPPORT: "A health or support professional says so",
    OverrideReason.WITNESS_SAYS_SO: "The witness says so themselves",
    OverrideReason.COURT_DECIDED: "The court has decided",
    OverrideReason.JUDGEMENT: "My judgement after talking with them",
}
NO_REASON = {"": "Choose why, if you decide otherwise"}
REASONS_TO_CHOOSE = NO_REASON | {reason.value: words for reason, words in REASONS.items()}
PRIORITIES = {
    Priority.VULNERABLE: "vulnerable",
    Priority.MOST_SERIOUS: "victim of a most serious crime",
    Priority.PERSISTENTLY_TARGETED: "persistently targeted",
    Priority.INTIMIDATED: "intimidated",
}
LEVELS = {
    Level.IDVA: "An independent domestic violence adviser (IDVA)",
    Level.VULNERABLE: "Vulnerable",
    Level.ENHANCED: "Enhanced",
    Level.STANDARD: "Standard",
}
LEVEL_AS_WORKED_OUT = Decision.AS_WORKED_OUT.value
LEVELS_TO_CHOOSE = {LEVEL_AS_WORKED_OUT: "As worked out"} | {
    level.value: words for level, words in LEVELS.items()
}
ATTENDANCE_RISKS = {
    AttendanceRisk.LOW: "They mean to come",
    AttendanceRisk.SOME: "They may not come, or may not give evidence",
    AttendanceRisk.HIGH: "They will probably not come, or not give evidence",
}
ATTENDANCE_REASONS = {
    AttendanceReason.AFRAID: "They are afraid",
    AttendanceReason.PRESSURE: "Somebody puts pressure on them (tell the case team too)",
    AttendanceReason.HEALTH: "Health",
    AttendanceReason.WORK: "Work or study",
    AttendanceReason.CARING: "Care for children or others",
    AttendanceReason.TRAVEL: "Travel or its cost",
    AttendanceReason.DELAY: "The long wait, or dates that moved",
    AttendanceReason.TRUST: "They do not trust the court, the police or us",
    AttendanceReason.NOT_REACHED: "They are hard to reach",
    AttendanceReason.AWAY: "They will be away, or are moving",
}
ATTENDANCE_ACTIONS = {
    AttendanceAction.RING_OFTEN: "Ring more often, as agreed",
    AttendanceAction.OUTREACH: "Meet in a safe place",
    AttendanceAction.EXPLAIN_MEASURES: "Explain special measures",
    AttendanceAction.ASK_VIDEO_LINK: "Ask whoever calls them about a video link",
    AttendanceAction.TRAVEL: "Settle travel and its cost",
    AttendanceAction.EMPLOYER_LETTER: "Offer a letter for their employer or school",
    AttendanceAction.CARING: "Settle care for children or others",
    AttendanceAction.REFER_ON: "Offer a warm referral for more support",
}
PLAN_ITEMS = {
    PlanItem.COURT_VISIT: "Visit the court before the trial",
    PlanItem.OTHER_WAY_TO_SEE: "See the court another way: video, phone or print",
    PlanItem.OUTREACH: "Meet in a safe place",
    PlanItem.EXPLAIN_MEASURES: "Explain special measures, and pass on what they want",
    PlanItem.SAFE_ARRIVAL: "Settle a safe way in and a separate place to wait",
    PlanItem.COMPANION: "Have somebody with them on the day",
    PlanItem.INTERPRETER: "Have an interpreter at the visit and on the day",
    PlanItem.TRAVEL: "Settle travel and expenses",
    PlanItem.STATEMENT: "Explain the victim personal statement (complainants)",
    PlanItem.EMOTIONAL_SUPPORT: "Regular calls for support",
    PlanItem.IDVA: "Refer to an independent domestic violence adviser",
    PlanItem.REFER_ON: "Refer to another service, with consent",
}
