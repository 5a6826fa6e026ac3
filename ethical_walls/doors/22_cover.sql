-- Absence and cover: a leader asks once, and each compartment's job finds who may cover there. The
-- leader learns nothing of which compartments there are, or of who was passed over.

CREATE OR REPLACE FUNCTION sealed.is_away(who uuid, at_instant timestamptz)
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sealed.absence a
        WHERE a.account_id = who AND a.ended_at IS NULL
          AND a.from_at <= at_instant AND a.until_at > at_instant)
$$;

-- Whether an account is a caseworker of the same organisation as another.
CREATE OR REPLACE FUNCTION sealed.is_of_team(who uuid, leader uuid)
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT sealed.has_role(who, 'caseworker') AND EXISTS (
        SELECT FROM public.account a JOIN public.account l USING (organisation_id)
        WHERE a.id = who AND l.id = leader)
$$;

CREATE OR REPLACE FUNCTION sealed.team_leader()
RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE leader uuid := wall.account();
BEGIN
    IF NOT coalesce(sealed.has_role(leader, 'team_leader'), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN leader;
END $$;

-- The leader's own caseworkers, who is away, and how much was late for each at the last count of the
-- day; a number under five is not told.
CREATE OR REPLACE FUNCTION wall.team(happened_at timestamptz)
RETURNS TABLE (account_id uuid, name text, absence_id uuid, away_until timestamptz, late integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE leader uuid := sealed.team_leader();
BEGIN
    RETURN QUERY
        SELECT a.id, a.name, away.id, away.until_at, sealed.late_of(a.id)
        FROM public.account a
        LEFT JOIN LATERAL (
            SELECT b.id, b.until_at FROM sealed.absence b
            WHERE b.account_id = a.id AND b.ended_at IS NULL
              AND b.from_at <= happened_at AND b.until_at > happened_at
            ORDER BY b.until_at DESC LIMIT 1) away ON true
        WHERE sealed.is_of_team(a.id, leader)
        ORDER BY a.name, a.id;
END $$;

-- Each compartment of the absent caseworker gets two pieces of work: to find cover, and to end it. The
-- absence's id is made from the leader and the request: asked twice is once, and nobody else's.
CREATE OR REPLACE FUNCTION wall.arrange_cover(
    asked_request uuid, absent uuid, asked_first uuid, until_instant timestamptz,
    happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    leader uuid := sealed.team_leader();
    asked_absence uuid := sealed.keyed_id('absence|' || leader || '|' || asked_request);
BEGIN
    IF NOT sealed.is_of_team(absent, leader) OR until_instant <= happened_at
        OR (asked_first IS NOT NULL
            AND (asked_first = absent OR NOT sealed.is_of_team(asked_first, leader)))
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    IF EXISTS (SELECT FROM sealed.absence a WHERE a.id = asked_absence) THEN RETURN; END IF;
    PERFORM sealed.end_absences(absent, happened_at);
    INSERT INTO sealed.absence
        (id, account_id, first_choice, from_at, until_at, asked_by)
        VALUES (asked_absence, absent, asked_first, happened_at, until_instant, leader)
        ON CONFLICT (id) DO NOTHING;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT 'cover', c.compartment_id, d.due, asked_absence, 0
        FROM sealed.clearance c CROSS JOIN (VALUES (happened_at), (until_instant)) d(due)
        WHERE c.account_id = absent AND c.ended_at IS NULL
        ORDER BY d.due, c.compartment_id;
END $$;

-- The work that would have ended the cover later is due now.
CREATE OR REPLACE FUNCTION sealed.end_absences(absent uuid, happened_at timestamptz)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    WITH over AS (
        UPDATE sealed.absence SET ended_at = happened_at
        WHERE account_id = absent AND ended_at IS NULL AND until_at > happened_at
        RETURNING id)
    UPDATE sealed.work w SET due_at = happened_at FROM over
    WHERE w.kind = 'cover' AND w.subject_id = over.id AND w.due_at > happened_at
$$;

CREATE OR REPLACE FUNCTION wall.end_absence(asked_absence uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    leader uuid := sealed.team_leader();
    absent uuid := (SELECT a.account_id FROM sealed.absence a WHERE a.id = asked_absence);
BEGIN
    IF NOT coalesce(sealed.is_of_team(absent, leader), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    PERFORM sealed.end_absences(absent, happened_at);
END $$;

-- Those that are over come first, so that another may take their place.
CREATE OR REPLACE FUNCTION wall.absences_at_work(until_instant timestamptz)
RETURNS TABLE (id uuid, absent_id uuid, from_at timestamptz, until_at timestamptz, is_over boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT a.id, a.account_id, a.from_at, a.until_at,
        a.ended_at IS NOT NULL OR a.until_at <= until_instant
    FROM sealed.absence a
    WHERE a.id IN (
        SELECT w.subject_id FROM sealed.work w
        WHERE w.kind = 'cover' AND w.due_at <= until_instant
          AND w.compartment_id = here)
    ORDER BY 5 DESC, 3, 1;
END $$;

-- Who covers in the job's compartment: the leader's choice first, else whoever has fewest clearances;
-- never one who belongs to another party of the group, and nobody who is away.
CREATE OR REPLACE FUNCTION wall.choose_cover(
    asked_absence uuid, asked_group uuid, asked_party text, happened_at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    candidate uuid;
    asked sealed.absence;
    home uuid := coalesce((SELECT g.canonical_group_id FROM sealed.group_alias g
                           WHERE g.group_id = asked_group), asked_group);
BEGIN
    IF sealed.job_compartment() <> sealed.compartment(asked_group, asked_party)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    SELECT * INTO asked FROM sealed.absence a WHERE a.id = asked_absence;
    FOR candidate IN
        SELECT a.id FROM public.account a
        WHERE sealed.is_of_team(a.id, asked.account_id) AND a.id <> asked.account_id
          AND NOT sealed.is_away(a.id, happened_at)
          AND NOT EXISTS (SELECT FROM sealed.allegiance l WHERE l.account_id = a.id
                          AND l.group_id = home AND l.party <> asked_party)
        ORDER BY a.id IS DISTINCT FROM asked.first_choice,
            (SELECT count(*) FROM sealed.clearance c
             WHERE c.account_id = a.id AND c.ended_at IS NULL), a.id
    LOOP
        IF sealed.pledge(candidate, home, asked_party, happened_at) THEN
            INSERT INTO sealed.clearance (id, account_id, compartment_id, began_at)
                VALUES (gen_random_uuid(), candidate, sealed.job_compartment(), happened_at)
                ON CONFLICT (account_id, compartment_id) WHERE ended_at IS NULL DO NOTHING;
            RETURN candidate;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
