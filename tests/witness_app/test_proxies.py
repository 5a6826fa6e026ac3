"""Behind a proxy: each client is a machine of its own, forms are taken over https."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from typing import Any

import pytest
from flask import Flask, request

from ethical_walls.sign_in.rules import PER_MACHINE, Limit
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import settings_for
from tests.world import TestDatabase
from witness_app.clock import FixedClock
from witness_app.commands.serve import server_of
from witness_app.public import SiteParts, create_public_site
from witness_app.site import current

TRIES = 2


@contextmanager
def behind(database: TestDatabase, clock: FixedClock, proxies: int) -> Iterator[Flask]:
    settings = replace(settings_for(database), trusted_proxies=proxies)
    site = create_public_site(settings, SiteParts(database.app_url, clock))
    try:
        yield site
    finally:
        current.close_site(site)


@pytest.fixture(autouse=True)
def few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    few = Limit(TRIES, PER_MACHINE.within)
    monkeypatch.setattr("witness_app.sign_in.links.PER_MACHINE", few)


@pytest.fixture
def proxied(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    with behind(database, clock, 1) as site:
        yield site


def client_at(site: Flask, address: str) -> StaffClient:
    client = StaffClient(site)
    client.raw.environ_base["HTTP_X_FORWARDED_FOR"] = address
    client.raw.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    return client


def tried(client: StaffClient) -> Page:
    return client.get(f"/open/{uuid.uuid4()}").send("Open", {"word": "Foxglove"})


def test_too_many_tries_at_one_address_stop_nobody_at_another(proxied: Flask) -> None:
    for _ in range(TRIES):
        assert tried(client_at(proxied, "203.0.113.7")).status == 422
    stopped = tried(client_at(proxied, "203.0.113.7"))
    assert stopped.status == 429
    assert stopped.problems == [
        "Too many tries came from this connection. Wait 15 minutes, then try again, or ring us."
    ]
    assert tried(client_at(proxied, "203.0.113.8")).status == 422


def test_nobody_names_another_machine_before_a_proxy_that_is_trusted(proxied: Flask) -> None:
    for n in range(TRIES):
        tried(client_at(proxied, f"198.51.100.{n}, 203.0.113.7"))
    assert tried(client_at(proxied, "198.51.100.99, 203.0.113.7")).status == 429


def test_without_a_proxy_nobody_names_another_machine(
    database: TestDatabase, clock: FixedClock
) -> None:
    with a_public_site(database, clock) as site:
        for n in range(TRIES):
            tried(client_at(site, f"198.51.100.{n}"))
        assert tried(client_at(site, "198.51.100.99")).status == 429


def test_a_form_is_taken_over_https_though_no_page_of_ours_sends_a_referrer(
    proxied: Flask,
) -> None:
    client = client_at(proxied, "203.0.113.7")
    page = client.get("/ask-for-help").send("Start")
    assert page.heading == "Who asked you to come to court?"
    forged = client.raw.post("/ask-for-help", data={"csrf_token": "somebody else's"})
    assert forged.status_code == 400


def asked_over_http(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port)
    told = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    connection.request("GET", "/privacy", headers=told)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_the_server_hands_on_what_the_proxy_said(database: TestDatabase, clock: FixedClock) -> None:
    """The server's own loop runs here, so that it is closed by the thread that it runs in."""
    seen: list[tuple[str | None, bool]] = []
    listening: dict[int, Any] = {}
    with behind(database, clock, 1) as site, ThreadPoolExecutor(1) as elsewhere:
        site.before_request(lambda: seen.append((request.remote_addr, request.is_secure)))
        server = server_of(site, "127.0.0.1", 0, listening)
        asked = elsewhere.submit(asked_over_http, server.effective_port)
        while not asked.done():
            server.asyncore.loop(timeout=1, map=listening, count=1)
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(listening)
    assert asked.result() == 200
    assert seen == [("203.0.113.7", True)]
