"""What the strict client objects to: each fault, planted in a page that has no other."""

import gc
import warnings

import pytest
from flask import Flask

from tests.staff_client import NotOnThePage, StaffClient, faults_of
from tests.strict_html import read

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'nonce-n'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
GOOD = """<!DOCTYPE html><html lang="en"><head><title>Courts &ndash; Daybook</title></head><body>
<h1>Courts</h1><script nonce="n">1</script>
<form method="post" action="/x"><input type="hidden" name="csrf_token" value="t">
<label for="a">A</label><input id="a" name="a" aria-describedby="h"><p id="h">Hint</p></form>
<a href="/courts">Courts</a></body></html>"""


def test_a_good_page_has_no_faults() -> None:
    assert faults_of(read(GOOD), HEADERS) == []


@pytest.mark.parametrize(
    ("was", "planted", "fault"),
    [
        ("<h1>Courts</h1>", "", "a page has one h1, this one has 0"),
        ("</h1>", "</h1><h1>More</h1>", "a page has one h1, this one has 2"),
        ("<h1>Courts</h1>", "<h1> </h1>", "the h1 is empty"),
        ("Courts &ndash; Daybook", "Daybook", "the title says nothing of its own: 'Daybook'"),
        (
            "Courts &ndash; Daybook",
            " &ndash; Daybook",
            "the title says nothing of its own: '\N{EN DASH} Daybook'",
        ),
        (' lang="en"', "", "the page does not say its language"),
        ('<p id="h">', '<p id="h"><b id="h">B</b>', "the id 'h' stands 2 times"),
        (' action="/x"', "", "a post form has no action"),
        ('name="csrf_token"', 'name="other"', "the form to /x carries no CSRF token"),
        ('for="a"', 'for="b"', "nothing labels the field 'a'"),
        ("<h1>", "<fieldset></fieldset><h1>", "a fieldset has no legend"),
        ("<h1>", '<h1 style="color:red">', "<h1> carries a style; put it in staff.css"),
        ("<h1>", '<h1 onclick="x()">', "<h1> carries onclick"),
        ("<h1>", "<style>b{}</style><h1>", "the page has a <style>; put it in staff.css"),
        ('href="/courts"', 'href="javascript:x()"', "a link runs a script"),
        ('nonce="n"', 'nonce="m"', "an inline script has no nonce that the policy admits"),
        ('href="/courts"', 'href="#"', "the link 'Courts' leads nowhere"),
        ('href="/courts"', 'href="#no"', "the link #no has nothing to jump to"),
        (
            'href="/courts"',
            'href="https://x.example"',
            "the link https://x.example leaves the site",
        ),
        (">Courts</a>", "></a>", "the link to /courts has no words"),
        ('<p id="h">', "<p>", "'a' is described by 'h', which is not there"),
    ],
)
def test_each_fault_is_found(was: str, planted: str, fault: str) -> None:
    page = GOOD.replace(was, planted, 1)
    assert page != GOOD
    assert fault in faults_of(read(page), HEADERS)


def test_malformed_html_is_found_with_its_place() -> None:
    faults = faults_of(read(GOOD.replace("</h1>", "</h2>")), HEADERS)
    assert any("malformed at line 2" in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("Cache-Control", "private", "the page may be kept by a browser"),
        ("Content-Security-Policy", "default-src *", "the policy does not say default-src 'none'"),
        (
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'",
            "the policy says unsafe",
        ),
    ],
)
def test_each_weak_header_is_found(name: str, value: str, fault: str) -> None:
    assert fault in faults_of(read(GOOD), {**HEADERS, name: value})


def test_a_link_a_button_and_a_field_that_are_not_there_are_said_to_be_missing(
    stranger: StaffClient,
) -> None:
    page = stranger.get("/sign-in")
    with pytest.raises(NotOnThePage, match="no link 'Elsewhere'"):
        page.follow("Elsewhere")
    with pytest.raises(NotOnThePage, match="no button 'Go'"):
        page.send("Go")
    with pytest.raises(NotOnThePage, match="no field 'phone'"):
        page.send("Sign in", {"phone": "1"})


def test_a_large_file_is_sent_and_leaves_nothing_open(stranger: StaffClient) -> None:
    page = stranger.get("/sign-in")
    token = page.value_of("csrf_token")
    large = (b"x" * 900_000, "list.json")
    assert stranger.post("/sign-in", {"csrf_token": token, "list": large}).status == 422
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        gc.collect()
    assert not [w for w in warned if issubclass(w.category, ResourceWarning)]


def test_csrf_stays_on_in_tests(site: Flask) -> None:
    site.config["WTF_CSRF_ENABLED"] = False
    with pytest.raises(AssertionError, match="CSRF stays on"):
        StaffClient(site)
