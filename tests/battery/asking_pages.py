"""Ways through the site: addresses, forms, hidden values, headers and filters."""

import uuid

from tests.battery.ground import Attempt, reads, refused

PLAN = {
    "version": "1",
    "channel": "email",
    "address": "new@example.org",
    "language": "en",
    "hours_from": "09:00",
    "hours_until": "19:00",
    "seen_by": "nobody",
    "wording": "discreet",
    "agreed_sender": "Mel",
    "place_word": "the usual place",
    "calendar_wanted": "yes",
}


def page(a: Attempt, path: str, **headers: str) -> object:
    """What a page answers, but for chance and the ids that its address names."""
    answer = a.ground.asker.ask("GET", path, headers=headers)
    return answer.likeness()


def sent(a: Attempt, path: str, **values: object) -> object:
    """What a form answers."""
    answer = a.ground.asker.post(path, {name: str(value) for name, value in values.items()})
    return answer.likeness()


@reads
def the_page_of_a_witness(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.witness_id}")


@reads
def the_visits_of_a_witness(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.witness_id}/visits")


@reads
def the_contact_plan_of_a_witness(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.witness_id}/contact-plan")


@reads
def the_tasks_of_a_witness(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.witness_id}/tasks")


@reads
def the_needs_of_a_witness(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.witness_id}/needs")


@reads
def the_times_for_a_witness(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.witness_id}/visits/book?step=times")


@reads
def a_message_by_its_address(a: Attempt) -> object:
    return page(a, f"/messages/{a.target.message_id}")


@reads
def a_visit_by_its_address(a: Attempt) -> object:
    return page(a, f"/visits/{a.target.visit_id}/cancel")


@reads
def an_address_in_other_letters(a: Attempt) -> object:
    return page(a, f"/witnesses/{str(a.target.witness_id).upper()}")


@refused
def an_id_of_one_thing_in_the_address_of_another(a: Attempt) -> object:
    return page(a, f"/witnesses/{a.target.visit_id}"), page(a, f"/messages/{a.target.task_id}")


@refused
def a_page_if_it_has_changed(a: Attempt) -> object:
    tag = {"If-None-Match": '"1"', "If-Modified-Since": "Mon, 14 Sep 2026 08:00:00 GMT"}
    return page(a, f"/witnesses/{a.target.task_id}", **tag)


@refused
def a_part_of_a_page(a: Attempt) -> object:
    return page(a, f"/messages/{a.target.visit_id}", Range="bytes=0-99")


@refused
def messages_after_a_known_one(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    return page(a, f"/messages?after={a.target.message_id}")


@refused
def messages_filtered_and_sorted_by_names_that_are_not_there(a: Attempt) -> object:
    asked = f"witness={a.target.witness_id}&compartment_id={a.target.compartment_id}"
    return page(a, f"/messages?{asked}&sort=name&order=desc&page=2&per_page=9999&state=sent")


@refused
def the_day_of_somebody_else(a: Attempt) -> object:
    return page(a, f"/day?caseworker={a.target.caseworker_id}&account={a.target.caseworker_id}")


@refused
def a_witness_accepted(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    return sent(a, f"/witnesses/{a.target.witness_id}/accept")


@refused
def a_witness_declined(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    return sent(a, f"/witnesses/{a.target.witness_id}/decline")


@refused
def a_contact_plan_recorded(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    return sent(a, f"/witnesses/{a.target.witness_id}/contact-plan/new", **PLAN)


@refused
def a_task_added(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    given = {"request_id": uuid.UUID(int=1), "title": "Ring about parking"}
    return sent(a, f"/witnesses/{a.target.witness_id}/tasks", **given)


@refused
def a_task_marked_done(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    return sent(a, f"/tasks/{a.target.task_id}/done")


@refused
def a_visit_cancelled(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    return sent(a, f"/visits/{a.target.visit_id}/cancel", version=1, reason="other")


@refused
def a_visit_booked(a: Attempt) -> object:
    if a.target == a.ground.own:
        return "not tried"
    given = {"slot": uuid.UUID(int=1), "request_id": a.target.request_id}
    return sent(a, f"/witnesses/{a.target.witness_id}/visits/book", **given)


@refused
def a_booking_with_an_id_of_anothers_as_its_slot(a: Attempt) -> object:
    own = a.ground.own.witness_id
    return sent(
        a, f"/witnesses/{own}/visits/book", slot=a.target.visit_id, request_id=a.target.request_id
    )


@refused
def a_task_of_ones_own_posted_with_more_than_is_asked(a: Attempt) -> object:
    return sent(
        a,
        f"/witnesses/{a.ground.own.witness_id}/tasks",
        title="",
        id=a.target.task_id,
        witness_id=a.target.witness_id,
        compartment_id=a.target.compartment_id,
        owner_id=a.target.caseworker_id,
        audience_id=a.target.compartment_id,
    )


@refused
def a_replan_of_anothers(a: Attempt) -> object:
    return page(a, f"/replans/{a.target.visit_id}"), sent(
        a, f"/replans/{a.target.referral_id}", digest="0" * 64
    )


@refused
def a_return_address_that_names_anothers_page(a: Attempt) -> object:
    return page(a, f"/sign-in?next=/witnesses/{a.target.witness_id}")


@refused
def a_page_asked_for_by_another_method(a: Attempt) -> object:
    path = f"/witnesses/{a.target.witness_id}"
    answers = [a.ground.asker.ask(method, path) for method in ("PUT", "DELETE", "PATCH", "POST")]
    return [answer.likeness() for answer in answers]


@refused
def a_form_without_its_token(a: Attempt) -> object:
    answer = a.ground.asker.ask("POST", f"/tasks/{a.target.task_id}/done", {"x": "y"})
    return answer.likeness()
