"""What each message promises for a reply, read off its own file, and what then comes of it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from casework.contact_plans.rules import Wording
from casework.tasks.models import Task
from notifications.messages.actions import write_message
from notifications.messages.addressing import to_whom
from notifications.messages.facts import Subject, subject_of_visit
from notifications.messages.planning import planned
from notifications.messages.rules import MessageKey, MessageState
from notifications.messages.wording import TEMPLATES
from notifications.replies.models import Reply
from notifications.replies.rules import Acknowledgement
from tests.builders.notifications import Reached, Told, a_told_witness
from tests.builders.telling import PLAIN, send, tasks
from tests.moment import NOW
from tests.notifications.test_replies import stands, texts
from tests.world import World

MORE_FIELDS = {
    "choices": "Wednesday 30 September 2026, 12:45pm",
    "by": "Wednesday 16 September 2026",
    "what": "trial",
    "come": "Please come at 12:15pm",
    "link": "https://people.standby-service.example.org/open/6f1d2c3b",
    "was": "Wednesday 23 September 2026, 12:45pm",
}
LAPSES_AT = NOW + timedelta(days=2)
ASKED = re.compile(r"Reply \{\{ reply \}\}( [^.]*)?\.")
CALLS = " and we ring you"
READ_OR_COMING = {
    None,
    " if you can come",
    " if you are coming",
    " so I know, or ring {{ ring }}",
    " so we know you read this",
}
"""What may follow the reply word: nothing more, or what a yes says of the date or the text."""


def promised(key: MessageKey, wording: Wording) -> set[str | None]:
    """What one message's text says of a reply; nothing at all where it asks for none."""
    written = (TEMPLATES / f"{key.value}.txt").read_text()
    (block,) = re.findall(
        rf"{{% block sms_{wording.value} %}}(.*?){{% endblock %}}", written, re.DOTALL
    )
    return {found.group(1) for found in ASKED.finditer(block)}


def told_of(world: World, key: MessageKey, reached: Reached) -> tuple[Told, Subject]:
    """A witness to whom one message has gone, by text."""
    told = a_told_witness(world, reached)
    about = subject_of_visit(told.visit())
    about = replace(about, fields=about.fields | MORE_FIELDS, useful_until=LAPSES_AT)

    def write(session, *, now):  # noqa: ANN001, ANN202 - one action of this test
        plan = planned(key, about, to_whom(session, told.witness_id), now)
        return write_message(session, plan, now=now)

    told.act()(write, now=NOW)
    send(told)
    return told, about


def asked_by_texts(told: Told, replies: list[Reply]) -> list[Task]:
    """The tasks that these texts opened."""
    opened = {reply.task_id for reply in replies}
    return [task for task in tasks(told) if task.id in opened]


CASES = [(key, wording) for key in MessageKey for wording in Wording]


@pytest.mark.parametrize(("key", "wording"), CASES)
def test_a_message_promises_only_what_a_reply_brings(
    world: World, key: MessageKey, wording: Wording
) -> None:
    promises = promised(key, wording)
    assert promises <= {CALLS, *READ_OR_COMING}
    told, about = told_of(world, key, replace(PLAIN, wording=wording))
    if told.messages()[0].state is MessageState.NOT_SENT:
        pytest.skip("it never leaves as a text in these words")
    replies = texts(told, "Yes")
    rung = asked_by_texts(told, replies)
    if promises & READ_OR_COMING:
        assert rung == []
        assert stands(told, about.about_id) is Acknowledgement.ACKNOWLEDGED
    else:
        assert len(rung) == 1
        assert CALLS not in promises or rung[0].due_at <= LAPSES_AT


@pytest.mark.parametrize("words", ["No", "Could we talk about it?"])
@pytest.mark.parametrize(("key", "wording"), CASES)
def test_a_no_and_own_words_ask_somebody_whatever_was_asked(
    world: World, key: MessageKey, wording: Wording, words: str
) -> None:
    told, _ = told_of(world, key, replace(PLAIN, wording=wording))
    replies = texts(told, words)
    assert len(asked_by_texts(told, replies)) == 1


def test_a_yes_to_a_choice_of_times_is_rung_before_the_times_lapse(world: World) -> None:
    told, _ = told_of(world, MessageKey.VISIT_OFFERED, PLAIN)
    replies = texts(told, "Yes please", hours=47)
    (task,) = asked_by_texts(told, replies)
    assert task.title == "Ring A.Y.: they texted yes to a choice of times"
    assert task.due_at == LAPSES_AT
    assert replies[0].answer_by == LAPSES_AT


def test_a_yes_that_comes_after_the_times_lapsed_is_rung_the_next_working_day(
    world: World,
) -> None:
    told, _ = told_of(world, MessageKey.VISIT_OFFERED, PLAIN)
    (task,) = asked_by_texts(told, texts(told, "Yes", hours=49))
    assert task.due_at > LAPSES_AT
