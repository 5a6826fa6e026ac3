"""A caseworker at the staff site, doing their whole job by its pages and forms."""

from dataclasses import dataclass, field

from flask import Flask
from werkzeug.test import TestResponse

from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD
from tests.two_worlds.transcripts import Transcript

PLAN = {
    "hours_from": "09:00",
    "hours_until": "19:00",
    "seen_by": "nobody",
    "wording": "discreet",
    "agreed_sender": "Mel",
    "place_word": "the usual place",
    "calendar_wanted": "yes",
    "channel": "email",
}
ABSENT = 404
REFERRAL = {
    "role": "witness",
    "source": "other",
    "urgency": "ordinary",
    "home": "london",
    "age": "adult",
    "channel": "email",
    "interpreter": "not_needed",
}


class ListeningClient(StaffClient):
    """A browser that keeps everything it is answered, redirects and failures too."""

    def __init__(self, site: Flask, transcript: Transcript) -> None:
        super().__init__(site)
        self.transcript = transcript

    def _read(self, response: TestResponse, path: str) -> Page:
        self.transcript.note(path, response)
        return super()._read(response, path)


@dataclass
class Caseworker:
    """Somebody who supports the witnesses of one party of one case."""

    site: Flask
    email: str
    party: str
    transcript: Transcript = field(default_factory=Transcript)

    def __post_init__(self) -> None:
        self.client = ListeningClient(self.site, self.transcript)
        self.client.sign_in(self.email, PASSWORD)

    def refer(self, name: str, identifier: str) -> None:
        """Refer a witness, and read what is answered."""
        form = self.client.get("/referrals/new").send("Continue", {"identifier": identifier})
        address = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        form.send(
            "Send the referral", REFERRAL | {"party": self.party, "name": name, "address": address}
        )

    def accept(self, name: str) -> str:
        """Accept a proposal from the day, and give back the witness's address."""
        day = self.client.get("/day")
        page = day.follow(name)
        page.send("Accept")
        return page.path

    def agree(self, witness: str, address: str) -> None:
        """Agree how the witness may be reached and what they need."""
        form = self.client.get(f"{witness}/contact-plan").follow("Record what the person says")
        form.send("The person has confirmed this", PLAN | {"address": address})
        needs = self.client.get(f"{witness}/needs")
        needs.send("Record as talked through", {"note": "Arrives by bus."})

    def book(self, witness: str, which: int) -> None:
        """Book one of the offered times, by its place among them."""
        times = self.client.get(f"{witness}/visits/book?step=times")
        slots = [str(radio["value"]) for radio in times.soup.select("input[name=slot]")]
        check = times.send("Check this time", {"slot": slots[which % len(slots)]})
        check.send("Book the visit")

    def look_at_everything(self, *witnesses: str) -> None:
        """Open every page that a caseworker has."""
        for path in ("/", "/day", "/replans", "/courts", "/courts/invented-crown-court"):
            self.client.get(path)
        for witness in witnesses:
            for tab in ("", "/visits", "/contact-plan", "/needs", "/tasks", "/visits/book"):
                self.client.get(witness + tab)
            self.client.get(f"{witness}/visits/book?step=times")

    def probe(self, identifiers: dict[str, str]) -> None:
        """Try addresses of things that are not one's own, by what each would be."""
        addresses = (
            "/witnesses/{witness}",
            "/witnesses/{witness}/visits",
            "/witnesses/{witness}/tasks",
            "/visits/{visit}/cancel",
            "/replans/{visit}",
        )
        for address in addresses:
            answer = self.client.get(address.format(**identifiers))
            assert answer.status == ABSENT, f"{address} answered {answer.status}"
            self.client.post(f"/tasks/{identifiers['task']}/done", {"csrf_token": "none"})

    def confirm_replans(self) -> None:
        """Open each open re-plan and confirm it as previewed."""
        page = self.client.get("/replans")
        links = [a["href"] for a in page.soup.select('main a[href^="/replans/"]')]
        for link in links:
            shown = self.client.get(str(link))
            buttons = [b.get_text(" ", strip=True) for b in shown.soup.select("main form button")]
            for button in buttons:
                shown.send(button)
