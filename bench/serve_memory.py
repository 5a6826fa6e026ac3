"""`serve_memory_mb`: what the serving process holds after a day's pages at 50,000 witnesses.

Bound 300: a small server holds it beside its database. More would mean that pages load rows they
do not show, or that something is kept between requests.
"""

import os
import re
import subprocess
import sys
import time
import uuid
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from bench.crowd import a_crowd
from bench.ground import SIGNER, Ground, a_ground
from tests.signing_in import KEY, SECRET, give_second_factor
from tests.staff_site import PASSWORD, QUICK
from witness_app.clock import SystemClock
from witness_app.settings import CHECKOUT
from witness_app.sign_in.passwords import hash_password
from witness_app.sign_in.second_factor import code_at, step_at

PORT = 8391
SITE = f"http://127.0.0.1:{PORT}"
ROUNDS = 3
TABS = ("", "/visits", "/contact-plan", "/needs", "/tasks")
SHARED = ("/day", "/courts", "/replans", "/referrals/new", "/accessibility")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def measure() -> dict[str, float]:
    """Serve, ask for a caseworker's pages again and again, and read the process's resident size."""
    with a_ground() as ground:
        crowd = a_crowd(ground)
        email = let_sign_in(ground, crowd.viewer.account_id)
        server = subprocess.Popen(
            [sys.executable, "-m", "witness_app.command_line", "serve"],
            env=environment(ground),
            cwd=CHECKOUT,
            stdout=subprocess.DEVNULL,
        )
        try:
            browser = signed_in(email)
            pages = [f"/witnesses/{w}{tab}" for w in crowd.witnesses[:20] for tab in TABS]
            for _ in range(ROUNDS):
                ask_for(browser, pages)
                ask_for(browser, SHARED)
            return {"serve_memory_mb": round(resident_megabytes(server.pid), 1)}
        finally:
            server.terminate()
            server.wait(30)


def environment(ground: Ground) -> dict[str, str]:
    """What the serving process is told."""
    return os.environ | {
        "DATABASE_URL": ground.database.app_url,
        "WALL_KEY": SIGNER.key.hex(),
        "WALL_KEY_ID": SIGNER.key_id,
        "SECOND_FACTOR_KEY": KEY.hex(),
        "STAFF_PORT": str(PORT),
    }


def let_sign_in(ground: Ground, account_id: uuid.UUID | None) -> str:
    """Give the bench's caseworker a password and the invented phone; their address."""
    assert account_id
    email = f"{uuid.uuid4().hex[:8]}@example.org"
    with ground.database.owner_engine.begin() as owner:
        owner.exec_driver_sql(
            "UPDATE sealed.credential SET email = %s, password_hash = %s WHERE account_id = %s",
            (email, hash_password(PASSWORD, QUICK), account_id),
        )
    with ground.database.owner_session() as owner:
        give_second_factor(owner, account_id)
        owner.commit()
    return email


def signed_in(email: str) -> OpenerDirector:
    """A browser that has signed in, once the server answers."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    for _ in range(100):
        try:
            page = browser.open(f"{SITE}/sign-in").read().decode()
            break
        except URLError:
            time.sleep(0.2)
    found = TOKEN.search(page)
    assert found, "the sign-in page has its token"
    form = {"email": email, "password": PASSWORD, "csrf_token": found.group(1)}
    answer = browser.open(f"{SITE}/sign-in", urlencode(form).encode())
    found = TOKEN.search(answer.read().decode())
    assert found, "the page for the code has its token"
    code = code_at(SECRET, step_at(SystemClock().now()))
    answer = browser.open(
        answer.geturl(), urlencode(form | {"csrf_token": found[1], "code": code}).encode()
    )
    assert answer.geturl().endswith("/day"), answer.geturl()
    return browser


def ask_for(browser: OpenerDirector, paths: list[str] | tuple[str, ...]) -> None:
    """Open pages one after the other."""
    for path in paths:
        browser.open(SITE + path).read()


def resident_megabytes(pid: int) -> float:
    """The resident size of a process, in megabytes of 2**20 bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found.group(1)) / 1024
