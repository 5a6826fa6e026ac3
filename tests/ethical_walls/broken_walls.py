"""Ways in which somebody with power over the database breaks the wall, and what is then said."""

from dataclasses import dataclass

from witness_app.embedded_postgres import OWNER


@dataclass(frozen=True)
class Break:
    """What the administrator executes, and words of the sentence by which the start is refused."""

    statements: str
    words: str


WITNESS = "witness"
A_COPY = "CREATE TABLE witness_of_old AS TABLE witness; GRANT SELECT ON witness_of_old TO {app}"
LOOSE_SUBJECT = (
    "CREATE OR REPLACE FUNCTION wall.subject() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED"
    " SECURITY DEFINER AS $$\n    SELECT v.subject_id FROM sealed.viewer() v\n$$"
)
STONES = {
    "force is off": Break(f"ALTER TABLE {WITNESS} NO FORCE ROW LEVEL SECURITY", "not walled"),
    "an open table is not walled": Break(
        "ALTER TABLE court DISABLE ROW LEVEL SECURITY", "not walled"
    ),
    "a policy is gone": Break(
        f"DROP POLICY wall_select ON {WITNESS}", "wall_select of witness is miss"
    ),
    "a policy is altered under its comment": Break(
        f"ALTER POLICY wall_select ON {WITNESS} USING (current_setting('wall.viewer', true) <> '')",
        "wall_select of witness is not as declared",
    ),
    "a policy is for one role": Break(
        f"ALTER POLICY wall_select ON {WITNESS} TO {OWNER}",
        "wall_select of witness is not as declared",
    ),
    "a policy is restrictive": Break(
        f"DROP POLICY wall_insert ON {WITNESS}; CREATE POLICY wall_insert ON {WITNESS}"
        " AS RESTRICTIVE FOR INSERT WITH CHECK (true)",
        "wall_insert of witness is not as declared",
    ),
    "a second policy lets everybody in": Break(
        f"CREATE POLICY audit ON {WITNESS} FOR SELECT USING (true)",
        "Policy audit of witness is not as declared",
    ),
    "sealed tables are laid open": Break(
        "GRANT USAGE ON SCHEMA sealed TO {app};"
        " GRANT SELECT ON ALL TABLES IN SCHEMA sealed TO {app}",
        "may SELECT sealed.absence",
    ),
    "a sealed column is laid open": Break(
        "GRANT SELECT (inner_pad) ON sealed.wall_key TO {app}",
        "may SELECT inner_pad of sealed.wall_key",
    ),
    "the sealed schema may be used": Break(
        "GRANT USAGE ON SCHEMA sealed TO PUBLIC", "schema sealed"
    ),
    "rows may be deleted, changed, emptied": Break(
        f"GRANT DELETE, UPDATE, TRUNCATE ON {WITNESS} TO {{app}}",
        "may DELETE, TRUNCATE, UPDATE.* witness",
    ),
    "everybody may delete": Break(f"GRANT DELETE ON {WITNESS} TO PUBLIC", "may DELETE witness"),
    "a row may be moved across": Break(
        f"GRANT UPDATE (compartment_id) ON {WITNESS} TO {{app}}",
        "may UPDATE compartment_id of witness",
    ),
    "a right is missing": Break("REVOKE SELECT ON witness FROM {app}", "may not SELECT"),
    "a door finds its tables anywhere": Break(LOOSE_SUBJECT, "Door wall.subject.* not as its file"),
    "a door says something else": Break(
        LOOSE_SUBJECT.replace("v.subject_id", "'00000000-0000-0000-0000-000000000001'::uuid"),
        "Door wall.subject.* not as its file",
    ),
    "a door acts for its caller": Break(
        "ALTER FUNCTION wall.subject() SECURITY INVOKER",
        "Door wall.subject.* not as its file",
    ),
    "a door is closed": Break(
        "REVOKE EXECUTE ON FUNCTION wall.subject() FROM {app}",
        "may not call wall.subject",
    ),
    "a door is everybody's": Break(
        "GRANT EXECUTE ON FUNCTION wall.subject() TO PUBLIC",
        "Everybody may call wall.subject",
    ),
    "what is behind a door may be called": Break(
        "GRANT EXECUTE ON FUNCTION sealed.viewer() TO {app}",
        "may call sealed.viewer",
    ),
    "a door that no file makes": Break(
        "CREATE FUNCTION wall.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
        " AS 'SELECT count(*) FROM public.witness'",
        "wall.peek.* is in no file",
    ),
    "a door's older signature": Break(
        "CREATE FUNCTION wall.subject(a integer) RETURNS uuid LANGUAGE sql SECURITY DEFINER"
        " AS 'SELECT NULL::uuid'",
        "wall.subject.integer. is in no file",
    ),
    "a definer's function elsewhere": Break(
        "SET ROLE {owner}; CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql"
        " SECURITY DEFINER AS 'SELECT count(*) FROM public.witness'; RESET ROLE",
        "peek.* acts for its owner",
    ),
    "a trigger is gone": Break(
        "DROP TRIGGER wall_partners ON court_day", "wall_partners of public"
    ),
    "a trigger is off": Break(
        "ALTER TABLE sealed.look DISABLE TRIGGER USER", "look_is_never_changed"
    ),
    "a trigger that nobody declared": Break(
        f"CREATE TRIGGER another BEFORE INSERT ON {WITNESS} FOR EACH ROW"
        " EXECUTE FUNCTION sealed.mark_partners()",
        "Trigger another of public.witness",
    ),
    "a rule rewrites": Break(
        f"CREATE RULE another AS ON INSERT TO {WITNESS} DO ALSO NOTHING",
        "Rule another rewrites",
    ),
    "a copy in no model": Break(
        f"SET ROLE {{owner}}; {A_COPY}; RESET ROLE", "witness_of_old is in no"
    ),
    "a view of the owner's in no model": Break(
        "SET ROLE {owner}; CREATE VIEW everybody AS TABLE witness;"
        " GRANT SELECT ON everybody TO {app}; RESET ROLE",
        "everybody is in no model",
    ),
    "schemas may be made": Break(
        "GRANT CREATE ON DATABASE {database} TO {app}",
        "may make schemas",
    ),
    "tables may be made": Break(
        "GRANT CREATE ON SCHEMA wall TO {app}", "make things in schema wall"
    ),
}
FOR_AN_ADMINISTRATOR = {
    "a copy of the administrator's": Break(A_COPY, "witness_of_old is in no model"),
    "a door of the administrator's": Break(
        "ALTER FUNCTION wall.units() OWNER TO postgres",
        "wall.units.* is postgres's",
    ),
    "foreign keys are off": Break(
        f"ALTER TABLE {WITNESS} DISABLE TRIGGER ALL",
        "A trigger of public.witness is switched off|Trigger",
    ),
    "a key is gone": Break(
        "ALTER TABLE sealed.allegiance DROP CONSTRAINT pk_allegiance",
        "Constraint pk_allegiance of sealed.allegiance is missing",
    ),
}
