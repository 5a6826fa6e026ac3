"""Somebody at a browser: what they press, follow, choose and type, and how many clicks it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from tests.signing_in import sign_in_at

REFERRAL = {
    "Who are they in the case?": "A witness",
    "Who asked us to help?": "Somebody else",
    "When is the trial?": "More than a week away, or not known",
    "Do they live in London now?": "Yes, even if only for a time",
    "How old were they at the time?": "18 or over",
    "How can we reach them first?": "Email",
}
PLAN = {
    "How do they want to be reached?": "Email",
    "Ask: who else might see your phone or mailbox?": "Only people who know and may read it",
    "Ask: is plain wording all right?": "Plain: says what it is about",
    "Do they want dates in their own calendar?": "Yes, by email invitation",
}
ASSESSMENT = {
    "Do they agree to this assessment, and to our keeping it?": "Yes, they agree",
    "Is it safe for them to talk now?": "Yes, they are alone and can talk",
    "Will they come and give evidence?": "They mean to come",
}
SIGN_IN = "/sign-in"
SLOTS = "main input[name=slot]"
SENDER, PLACE = "Mel", "the usual place"
ADDRESS = "Their mobile number or email address"


@dataclass
class Person:
    """Somebody who works here, at their own browser."""

    page: Page
    site: str
    email: str
    clicks: int = 0

    def sign_in(self) -> None:
        """Be signed in without typing; `test_signing_in.py` types it all."""
        sign_in_at(self.page, self.site, self.email)
        self.page.goto(f"{self.site}{SIGN_IN}")
        self.page.get_by_role("button", name="Sign out").wait_for()

    def open(self, path: str) -> int:
        """Open an address, signing in again where time has passed; the status that answers."""
        answer = self.page.goto(f"{self.site}{path}", wait_until="domcontentloaded")
        if self.path.startswith(SIGN_IN):
            self.sign_in()
            answer = self.page.goto(f"{self.site}{path}", wait_until="domcontentloaded")
        assert answer is not None
        return answer.status

    def press(self, button: str) -> None:
        self._go(self.page.get_by_role("button", name=button, exact=True))

    def follow(self, link: str) -> None:
        """Follow the first link on the page whose words contain these."""
        self._go(self.page.locator("main a").filter(has_text=link).first)

    def choose(self, question: str, answer: str) -> None:
        asked = self.page.get_by_role("group", name=question)
        self._click(asked.get_by_label(answer, exact=True))

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def type_of(self, label: str) -> str:
        """What stands in a field."""
        return self.page.get_by_label(label, exact=True).input_value()

    def answer(self, answers: Mapping[str, str]) -> None:
        for question, answer in answers.items():
            self.choose(question, answer)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site)

    @property
    def words(self) -> str:
        """Everything the page says, spaces evened out."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def done(self) -> str:
        """The notice of what was done."""
        banner = self.page.locator(".govuk-notification-banner--success")
        return " ".join(banner.inner_text().split())

    @property
    def problems(self) -> list[str]:
        """The sentences of the error summary."""
        return self.page.locator(".govuk-error-summary li").all_inner_texts()

    def table(self, caption: str) -> list[dict[str, str]]:
        """The rows of the table whose caption begins with these words; none where it is absent."""
        tables = self.page.locator("table").filter(
            has=self.page.locator("caption", has_text=caption)
        )
        return tables.locator("tbody tr").evaluate_all(ROWS)

    def _go(self, what: Locator) -> None:
        """Press what leads to another page, and wait until that is there to be read."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._click(what)

    def _click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1


ROWS = """rows => rows.map(row => Object.fromEntries(
    [...row.querySelectorAll("[data-label]")]
        .map(cell => [cell.dataset.label, cell.innerText.replace(/\\s+/g, " ").trim()])))"""


class Caseworker(Person):
    """Somebody who supports witnesses."""

    def refer(self, name: str, number: str, called_by: str, address: str) -> None:
        self.open("/day")
        self.follow("Refer a witness")
        self.type("Case number", number)
        self.press("Continue")
        self.choose("Who calls the witness?", called_by)
        self.type("Witness's name", name)
        self.answer(REFERRAL)
        self.type(ADDRESS, address)
        self.press("Send the referral")
        assert "Received" in self.words

    def accept(self, name: str) -> str:
        """Accept a witness who was proposed, from the day; the address of their page."""
        self.open("/day")
        self.follow(name)
        self.press("Accept")
        return self.path

    def agree_a_plan(self, witness: str, address: str) -> None:
        """Write down how the witness may be reached, what they need, and what will be done."""
        self.open(f"{witness}/contact-plan")
        self.follow("Record what the person says")
        self.answer(PLAN)
        self.type(ADDRESS, address)
        self.type("The name messages come from", SENDER)
        self.type("The word for the place", PLACE)
        self.press("The person has confirmed this")
        self.open(f"{witness}/assessment/new")
        self.answer(ASSESSMENT)
        self.press("Record the assessment")
        self.choose("What have you agreed?", "Settle travel and expenses")
        self.press("The witness agrees to this plan")
        assert "The plan is agreed" in self.done

    def look_for_times(self, name: str) -> list[str]:
        """From the day to the times that are offered; the slots they are in."""
        self.open("/day")
        self.clicks = 0
        row = self.page.locator("tr").filter(has_text=name)
        self._go(row.locator("a").filter(has_text="Book a court visit").first)
        self.follow("Go on to the times")
        return self.slots_on_offer()

    def slots_on_offer(self) -> list[str]:
        """The slots to choose from on the open page."""
        found: list[str] = self.page.locator(SLOTS).evaluate_all("them => them.map(it => it.value)")
        return found

    def book(self, name: str, which: int) -> int:
        """Book one of the times on offer, from the day; how many clicks it took."""
        self.look_for_times(name)
        self.check_a_time(which)
        self.press("Book the visit")
        return self.clicks

    def check_a_time(self, which: int) -> None:
        """Choose a time by its place among those on the page, and look at what it would be."""
        self._click(self.page.locator(SLOTS).nth(which))
        self.press("Check this time")


class ListOperator(Person):
    """Somebody who enters what the courts publish."""

    def preview(self, data: bytes, name: str = "list.json") -> None:
        self.open("/lists")
        given: Any = {"name": name, "mimeType": "application/json", "buffer": data}
        self.page.get_by_label("Court list").set_input_files(given)
        self.press("Preview the list")
