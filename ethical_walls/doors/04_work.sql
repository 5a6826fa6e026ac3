-- What waits for jobs: opaque compartments, kinds and times, and nothing of what is in them.

CREATE OR REPLACE FUNCTION wall.post_work(
    work_kind text, compartment uuid, due timestamptz, subject uuid, version integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT compartment = ANY(wall.compartments())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        VALUES (work_kind, compartment, due, subject, version);
END $$;

DROP FUNCTION IF EXISTS
    wall.post_work_to_parties(text, uuid, text[], timestamptz, uuid, integer);

-- Public acts of a court, each with the case's group, all its parties and what it was done to. An act
-- reaches every party of the case alike, whether anyone is there or not.
CREATE OR REPLACE FUNCTION wall.post_work_to_parties(
    work_kind text, acts jsonb, due timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT (sealed.has_role(wall.account(), 'list_operator') OR sealed.is_service(wall.account()))
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT work_kind, sealed.compartment(g.id, p.party), due, act.subject, act.version
        FROM ROWS FROM (jsonb_to_recordset(acts)
            AS (the_group uuid, parties text[], subject uuid, version integer))
            WITH ORDINALITY act(the_group, parties, subject, version, n)
        CROSS JOIN unnest(act.parties) p(party)
        CROSS JOIN LATERAL (
            SELECT act.the_group AS id
            UNION SELECT a.group_id FROM sealed.group_alias a
            WHERE a.canonical_group_id = act.the_group) g
        ORDER BY act.n;
END $$;

DROP FUNCTION IF EXISTS wall.ask_for_counts(timestamptz);

-- The work of a new day in every compartment that a referral ever reached, used or not: its days at
-- court are looked at, and then it counts.
CREATE OR REPLACE FUNCTION wall.post_work_of_the_day(happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sealed.is_service(wall.account())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_version)
        SELECT k.kind, i.compartment_id, happened_at, 0
        FROM (SELECT DISTINCT compartment_id FROM sealed.intake) i
        CROSS JOIN (VALUES ('court_days'), ('count')) k(kind);
END $$;

CREATE OR REPLACE FUNCTION wall.compartments_with_work(work_kind text, until timestamptz)
RETURNS TABLE (compartment_id uuid, last_id bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sealed.is_service(wall.account())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT w.compartment_id, max(w.id) FROM sealed.work w
        WHERE w.kind = work_kind AND w.due_at <= until
        GROUP BY w.compartment_id ORDER BY min(w.due_at), w.compartment_id;
END $$;

-- The subjects due in the job's own compartment, oldest first.
CREATE OR REPLACE FUNCTION wall.subjects_of_work(work_kind text, until timestamptz)
RETURNS TABLE (subject_id uuid, subject_version integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT w.subject_id, w.subject_version FROM sealed.work w
    WHERE w.kind = work_kind AND w.due_at <= until
      AND w.compartment_id = here AND w.subject_id IS NOT NULL
    ORDER BY w.id;
END $$;

CREATE OR REPLACE FUNCTION wall.finish_work(work_kind text, up_to bigint, until timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    DELETE FROM sealed.work WHERE kind = work_kind AND id <= up_to AND due_at <= until
        AND compartment_id = here;
END $$;

-- Whether every compartment's job of a kind is done with a subject: one answer about all of them.
CREATE OR REPLACE FUNCTION wall.is_answered(work_kind text, subject uuid)
RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sealed.is_service(wall.account())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN NOT EXISTS (
        SELECT FROM sealed.work w WHERE w.kind = work_kind AND w.subject_id = subject);
END $$;
