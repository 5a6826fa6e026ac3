"""What the models' declarations ask of the database: policies, triggers and rights.

Everything is written in the very words in which PostgreSQL, 15 to 18, writes it back
(`pg_get_expr`, `pg_get_triggerdef`), so that what stands is compared with what was declared, and
with nothing that is itself kept in the database (decision 17).
"""

from dataclasses import dataclass

from sqlalchemy import Table

from ethical_walls.records import CourtHosts, Kind, Partners, Writers, tables_of

SET_BY_DOORS = {"audience_id", "unit_id"}
FIXED_FOR_LIFE = {"compartment_id", "id", *SET_BY_DOORS}

MAY_WRITE = "(compartment_id = ANY (( SELECT wall.compartments() AS compartments)::uuid[]))"
OF_AUDIENCE = "(audience_id = ANY (( SELECT wall.audiences() AS audiences)::uuid[]))"
OF_UNIT = "(unit_id = ANY (( SELECT wall.units() AS units)::uuid[]))"
OF_PARTNERS = (OF_UNIT, OF_AUDIENCE)
"""Each is asked only where none before it held: units read the most rows, so theirs comes first."""
WORKS_HERE = "( SELECT wall.works_here() AS works_here)"
COURTS_OF = {
    CourtHosts.EVERY_TEAM: "wall.hosted_courts() AS hosted_courts",
    CourtHosts.WITNESS_SERVICE: "wall.courts_served() AS courts_served",
}
"""The courts at which the viewer meets rows, by which of a court's teams they are of."""


@dataclass(frozen=True)
class Policy:
    """One row-security policy: a table, a command, and the SQL of its two conditions."""

    table: str
    command: str
    using: str | None
    check: str | None

    @property
    def name(self) -> str:
        """The policy's name in the database."""
        return f"wall_{self.command.lower()}"

    def create(self) -> str:
        """The statement that makes the policy."""
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        return f"CREATE POLICY {self.name} ON {self.table} FOR {self.command}{using}{check}"


@dataclass(frozen=True)
class Rights:
    """What the serving role may do with a table, and with each column of it."""

    whole: frozenset[str] = frozenset()
    columns: frozenset[tuple[str, str]] = frozenset()


def policies() -> list[Policy]:
    """Every policy that the declarations ask for, one a table and command."""
    found: list[Policy] = []
    for table in tables_of(Kind.WALLED):
        found += [
            Policy(table.name, "SELECT", may_see(table), None),
            Policy(table.name, "INSERT", None, may_add(table)),
            Policy(table.name, "UPDATE", MAY_WRITE, MAY_WRITE),
        ]
    for table in tables_of(Kind.OPEN):
        found.append(Policy(table.name, "SELECT", "true", None))
        if table.info["writers"] is Writers.VIEWERS:
            found += [
                Policy(table.name, "INSERT", None, WORKS_HERE),
                Policy(table.name, "UPDATE", WORKS_HERE, WORKS_HERE),
            ]
    return found


def may_see(table: Table) -> str:
    """Who reads a walled row: its compartment, its partner, its link, the team of its court."""
    clauses = [MAY_WRITE, *OF_PARTNERS]
    if table.info["link_column"]:
        clauses.append(_by_link(table))
    if table.info["court_column"]:
        clauses.append(_as_host(table))
    return _any_of(clauses)


def may_add(table: Table) -> str:
    """Who adds a walled row: its compartment, and those outside whom the table lets speak."""
    clauses = [MAY_WRITE]
    if table.info["partners"] is Partners.SAY:
        clauses += OF_PARTNERS
    if table.info["link_says"]:
        clauses.append(_by_link(table))
    if table.info["hosts_say"]:
        clauses.append(_as_host(table))
    return _any_of(clauses)


def _any_of(clauses: list[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"({' OR '.join(clauses)})"


def _by_link(table: Table) -> str:
    return f"({table.info['link_column']} = ( SELECT wall.subject() AS subject))"


def _as_host(table: Table) -> str:
    courts = COURTS_OF[table.info["court_hosts"]]
    return f"({table.info['court_column']} = ANY (( SELECT {courts})::uuid[]))"


def triggers(table: Table) -> dict[str, str]:
    """The triggers that a walled table's declaration asks for, by name, with what each does.

    One marks new and changed rows with the partner who referred their witness; one posts work for
    the compartment's job when somebody outside has said something; one keeps whose a number is.
    """
    asked = {
        "wall_partners": (
            table.info["partners"] is not Partners.NOTHING,
            "BEFORE INSERT OR UPDATE",
            "sealed.mark_partners()",
        ),
        "wall_said": (
            table.info["said_as"],
            "AFTER INSERT",
            f"sealed.post_said('{table.info['said_as']}')",
        ),
        "wall_reachable": (
            table.info["tells_numbers"],
            "AFTER INSERT OR UPDATE",
            "sealed.keep_reachable()",
        ),
    }
    return {
        name: f"{when} ON public.{table.name} FOR EACH ROW EXECUTE FUNCTION {does}"
        for name, (is_asked, when, does) in asked.items()
        if is_asked
    }


def rights(table: Table) -> Rights:
    """What the serving process may do with a table: never delete, never move a row across."""
    if table.info["wall"] is Kind.SEALED:
        return Rights()
    names = {column.name for column in table.columns}
    columns = {("SELECT", name) for name in names}
    if table.info["writers"] is Writers.VIEWERS:
        is_walled = table.info["wall"] is Kind.WALLED
        columns |= {("INSERT", name) for name in names - (SET_BY_DOORS if is_walled else set())}
        columns |= {("UPDATE", name) for name in names - (FIXED_FOR_LIFE if is_walled else {"id"})}
    return Rights(frozenset({"SELECT"}), frozenset(columns))


def grants(table: Table, app_role: str) -> list[str]:
    """The statements that give the serving role exactly the rights of a table."""
    name, role, given = table.fullname, f'"{app_role}"', rights(table)
    statements = [f"REVOKE ALL ON {name} FROM PUBLIC, {role}"]
    statements += [f"GRANT {right} ON {name} TO {role}" for right in sorted(given.whole)]
    for right in ("INSERT", "UPDATE"):
        columns = [c.name for c in table.columns if (right, c.name) in given.columns]
        if columns:
            listed = ", ".join(f'"{column}"' for column in columns)
            statements.append(f"GRANT {right} ({listed}) ON {name} TO {role}")
    return statements
