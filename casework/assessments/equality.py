"""The questions of equality monitoring: each may be left or declined, and none is a gate."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SCHEME = "2026-11"
PREFER_NOT_TO_SAY = "prefer_not_to_say"
PREFER_NOT_TO_SAY_WORDS = "Prefer not to say"
YES_OR_NO = {"yes": "Yes", "no": "No"}


class EqualityQuestion(StrEnum):
    """What is asked, for figures of the service alone (requirements SV-11)."""

    AGE = "age"
    SEX = "sex"
    GENDER_AS_AT_BIRTH = "gender_as_at_birth"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    ORIENTATION = "orientation"
    DISABILITY = "disability"
    MARRIAGE = "marriage"
    PREGNANCY = "pregnancy"


QUESTIONS: dict[EqualityQuestion, str] = {
    EqualityQuestion.AGE: "Age",
    EqualityQuestion.SEX: "Sex",
    EqualityQuestion.GENDER_AS_AT_BIRTH: "Is their gender the same as the sex registered at birth?",
    EqualityQuestion.ETHNICITY: "Ethnic group",
    EqualityQuestion.RELIGION: "Religion or belief",
    EqualityQuestion.ORIENTATION: "Sexual orientation",
    EqualityQuestion.DISABILITY: "Do they consider themselves disabled?",
    EqualityQuestion.MARRIAGE: "Married or in a civil partnership?",
    EqualityQuestion.PREGNANCY: "Pregnant, or a parent of a baby under six months?",
}
ETHNIC_GROUPS = {
    "W1": "White: British",
    "W2": "White: Irish",
    "W3": "White: Gypsy or Irish Traveller",
    "W4": "White: Roma",
    "W9": "White: any other",
    "M1": "Mixed: White and Black Caribbean",
    "M2": "Mixed: White and Black African",
    "M3": "Mixed: White and Asian",
    "M9": "Mixed: any other",
    "A1": "Asian: Indian",
    "A2": "Asian: Pakistani",
    "A3": "Asian: Bangladeshi",
    "A4": "Asian: Chinese",
    "A9": "Asian: any other",
    "B1": "Black: Caribbean",
    "B2": "Black: African",
    "B9": "Black: any other",
    "O2": "Arab",
    "O9": "Any other ethnic group",
}
_OWN_ANSWERS: dict[EqualityQuestion, dict[str, str]] = {
    EqualityQuestion.AGE: {
        "under_18": "Under 18",
        "18_to_24": "18 to 24",
        "25_to_34": "25 to 34",
        "35_to_44": "35 to 44",
        "45_to_54": "45 to 54",
        "55_to_64": "55 to 64",
        "65_or_over": "65 or over",
    },
    EqualityQuestion.SEX: {"female": "Female", "male": "Male"},
    EqualityQuestion.GENDER_AS_AT_BIRTH: YES_OR_NO,
    EqualityQuestion.ETHNICITY: ETHNIC_GROUPS,
    EqualityQuestion.RELIGION: {
        "none": "No religion",
        "buddhist": "Buddhist",
        "christian": "Christian",
        "hindu": "Hindu",
        "jewish": "Jewish",
        "muslim": "Muslim",
        "sikh": "Sikh",
        "other": "Any other religion or belief",
    },
    EqualityQuestion.ORIENTATION: {
        "heterosexual": "Heterosexual or straight",
        "gay_or_lesbian": "Gay or lesbian",
        "bisexual": "Bisexual",
        "other": "Other",
    },
    EqualityQuestion.DISABILITY: YES_OR_NO,
    EqualityQuestion.MARRIAGE: YES_OR_NO,
    EqualityQuestion.PREGNANCY: YES_OR_NO,
}
ANSWERS: dict[EqualityQuestion, dict[str, str]] = {
    question: own | {PREFER_NOT_TO_SAY: PREFER_NOT_TO_SAY_WORDS}
    for question, own in _OWN_ANSWERS.items()
}
"""The answers to each question, "prefer not to say" always among them."""


@dataclass(eq=False)
class AnswerNotOffered(ValueError):
    """A question was answered by something that it does not offer."""

    question: EqualityQuestion


def answers_given(said: Mapping[EqualityQuestion, str]) -> dict[str, str]:
    """What was answered, by question; a question that nobody asked is left out.

    Raises:
        AnswerNotOffered: An answer is not one of its question's.
    """
    for question, answer in said.items():
        if answer and answer not in ANSWERS[question]:
            raise AnswerNotOffered(question)
    return {question.value: answer for question, answer in said.items() if answer}
