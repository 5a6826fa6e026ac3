-- The teams of a court: neutral hosts, who meet rows of their own court alone and are never cleared.

-- The courts that the viewer's team hosts: of an organisation that is a court's team, with a role there
-- that is live. A team without such a role, or such a role in another kind of organisation, hosts none.
CREATE OR REPLACE FUNCTION wall.hosted_courts()
RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT array_agg(h.court_id) FROM sealed.hosting h
        JOIN public.organisation o ON o.id = h.organisation_id AND o.kind = 'court_team'
        JOIN public.account a ON a.organisation_id = o.id
        WHERE a.id = v.account_id
          AND (sealed.has_role(a.id, 'in_court_witness_service')
            OR sealed.has_role(a.id, 'court_visits_contact'))), '{}')
    FROM sealed.viewer() v
$$;

-- Those of them at which the viewer is of the in-court Witness Service, to whom a day may be handed over.
CREATE OR REPLACE FUNCTION wall.courts_served()
RETURNS uuid[] LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN sealed.has_role(v.account_id, 'in_court_witness_service')
        THEN wall.hosted_courts() ELSE '{}'::uuid[] END
    FROM sealed.viewer() v
$$;

-- Which version of which hearing a visit prepares for, said by its own side: a team never learns the
-- hearing, for a hearing names a case. Said again, the last word stands.
CREATE OR REPLACE FUNCTION wall.note_hosted_for(
    asked_compartment uuid, asked_visit uuid, asked_court uuid, asked_hearing uuid, version integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT coalesce(asked_compartment = ANY(wall.compartments()), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.hosted_for (compartment_id, visit_id, court_id, hearing_id, hearing_version)
        VALUES (asked_compartment, asked_visit, asked_court, asked_hearing, version)
        ON CONFLICT (compartment_id, visit_id) DO UPDATE
        SET court_id = excluded.court_id, hearing_id = excluded.hearing_id,
            hearing_version = excluded.hearing_version;
END $$;

-- The visits at the viewer's own courts whose hearing the court has changed since: from the very commit
-- that moves a hearing, nobody is shown as expected for its old day.
CREATE OR REPLACE FUNCTION wall.hosted_in_doubt()
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.visit_id FROM sealed.hosted_for f
    JOIN public.hearing h ON h.id = f.hearing_id
    WHERE f.court_id = ANY(wall.hosted_courts()) AND f.hearing_version < h.current_version
$$;
