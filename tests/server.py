"""Which PostgreSQL tests and benchmarks stand on: the wheel's, or one that `POSTGRES_BIN` names."""

import os
import subprocess
from pathlib import Path

from witness_app.embedded_postgres import FOR_TESTS, Cluster, cluster_at
from witness_app.settings import CHECKOUT

NAMED_BY = "POSTGRES_BIN"


class NoServerThere(RuntimeError):
    """`POSTGRES_BIN` names a folder without the programs of a PostgreSQL server."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{NAMED_BY}={folder} holds no initdb, pg_ctl and postgres. Name the folder of a"
            " server's programs, such as /usr/lib/postgresql/15/bin."
        )


def named_server() -> Path | None:
    """The folder of programs that the environment names; None means the wheel's own.

    Raises:
        NoServerThere: It names a folder that does not hold them.
    """
    if not os.environ.get(NAMED_BY):
        return None
    folder = Path(os.environ[NAMED_BY])
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        raise NoServerThere(folder)
    return folder


def cluster_for(name: str, options: dict[str, str]) -> Cluster:
    """The cluster of tests or benchmarks; each major version keeps a data folder of its own."""
    folder = named_server()
    home = CHECKOUT / "instance" / (f"{name}-{_major(folder)}" if folder else name)
    return cluster_at(home, options, installed=folder)


def tests_cluster() -> Cluster:
    """The tests' own PostgreSQL, which trades safety for speed."""
    return cluster_for("test-postgres", FOR_TESTS)


def _major(folder: Path) -> str:
    said = subprocess.run(  # noqa: S603 - the server that the tests were told to stand on
        [str(folder / "postgres"), "--version"], check=True, capture_output=True, text=True
    ).stdout
    return said.split()[2].partition(".")[0]
