-- Who is looking: the signed viewer of this transaction, proved with a key that SQL cannot read.

CREATE OR REPLACE FUNCTION sealed.mac(key_id text, key_use text, message bytea)
RETURNS bytea LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(outer_pad || sha256(inner_pad || message))
    FROM sealed.wall_key WHERE id = key_id AND use = key_use
$$;

-- The setting reads key|account|compartment|backend pid|purpose|expires|mac; the purpose is `work`, or
-- `link:` and the record that somebody's link is of. Anything that does not prove itself is nobody.
DO $$ BEGIN
    IF to_regprocedure('sealed.viewer()') IS NOT NULL
        AND NOT EXISTS (SELECT FROM pg_proc WHERE oid = to_regprocedure('sealed.viewer()')
                        AND 'subject_id' = ANY(proargnames))
    THEN DROP FUNCTION sealed.viewer(); END IF;
END $$;

CREATE OR REPLACE FUNCTION sealed.viewer(
    OUT account_id uuid, OUT compartment_id uuid, OUT subject_id uuid)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part text[] := string_to_array(nullif(current_setting('wall.viewer', true), ''), '|');
    body text;
BEGIN
    IF coalesce(cardinality(part), 0) <> 7 OR part[6] !~ '^[0-9]{1,12}$' THEN RETURN; END IF;
    IF part[4] <> pg_backend_pid()::text THEN RETURN; END IF;
    IF part[6]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN; END IF;
    body := array_to_string(part[1:6], '|');
    IF encode(sealed.mac(part[1], 'viewer', convert_to(body, 'UTF8')), 'hex')
        IS DISTINCT FROM part[7] THEN RETURN; END IF;
    account_id := nullif(part[2], '')::uuid;
    compartment_id := nullif(part[3], '')::uuid;
    subject_id := CASE WHEN starts_with(part[5], 'link:') THEN nullif(substr(part[5], 6), '')::uuid END;
END $$;

-- The one record that the viewer's link is of; nothing for everybody else.
CREATE OR REPLACE FUNCTION wall.subject()
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.subject_id FROM sealed.viewer() v
$$;

CREATE OR REPLACE FUNCTION wall.account()
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.account_id FROM sealed.viewer() v
$$;

CREATE OR REPLACE FUNCTION sealed.is_service(asked uuid)
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.account a WHERE a.id = asked AND a.kind = 'service')
$$;

CREATE OR REPLACE FUNCTION sealed.has_role(asked uuid, wanted text)
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.membership m JOIN public.account a ON a.id = m.account_id
        WHERE m.account_id = asked AND m.role = wanted
          AND m.ended_at IS NULL AND a.ended_at IS NULL)
$$;

-- Whether the viewer may write public facts: the service's jobs, and people of the service and of
-- the courts' list office. Partners and people who came by a link may not.
CREATE OR REPLACE FUNCTION wall.works_here()
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM sealed.viewer() v
        JOIN public.account a ON a.id = v.account_id AND a.ended_at IS NULL
        JOIN public.organisation o ON o.id = a.organisation_id
        WHERE a.kind IN ('service', 'person') AND o.kind IN ('service', 'courts_list_office'))
$$;

-- The compartments the viewer may look into: a person's live clearances (all, or the one their
-- session was narrowed to); for a job, the one compartment it was opened for.
CREATE OR REPLACE FUNCTION wall.compartments()
RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN v.account_id IS NULL THEN '{}'::uuid[]
        WHEN sealed.is_service(v.account_id) THEN array_remove(ARRAY[v.compartment_id], NULL)
        ELSE coalesce((
            SELECT array_agg(c.compartment_id) FROM sealed.clearance c
            WHERE c.account_id = v.account_id AND c.ended_at IS NULL
              AND (v.compartment_id IS NULL OR c.compartment_id = v.compartment_id)), '{}')
    END FROM sealed.viewer() v
$$;

-- The viewer's own firm, as whose audience rows about the witnesses it referred are marked.
CREATE OR REPLACE FUNCTION wall.audiences()
RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT array_agg(a.organisation_id) FROM public.account a
        WHERE a.id = v.account_id AND sealed.has_role(a.id, 'solicitor')), '{}')
    FROM sealed.viewer() v
$$;

-- The Witness Care Units in which the viewer is an officer.
CREATE OR REPLACE FUNCTION wall.units()
RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT array_agg(a.organisation_id) FROM public.account a
        WHERE a.id = v.account_id
          AND sealed.has_role(a.id, 'witness_care_unit_officer')), '{}')
    FROM sealed.viewer() v
$$;
