-- Referrals: written once, answered alike whatever is known, read only by the job of one side.

-- Receive a referral. Typing one makes its writer belong to that party of that group for ever;
-- where they already belong to another party the conflicts officer is told, and the writer sees
-- no difference. Whoever refers themselves does so as the account of nobody in particular, which
-- belongs to no party. The same request twice is one referral.
CREATE OR REPLACE FUNCTION wall.receive_referral(
    asked_request uuid, identifier text, asked_party text, details jsonb, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    writer uuid := wall.account();
    is_public boolean := EXISTS (SELECT FROM public.account a
        WHERE a.id = writer AND a.kind = 'link') AND wall.subject() IS NULL;
    the_group uuid := sealed.canonical_group(identifier);
    the_compartment uuid := sealed.compartment(the_group, asked_party);
BEGIN
    IF NOT (is_public OR sealed.has_role(writer, 'caseworker')
        OR (sealed.has_role(writer, 'solicitor') AND asked_party <> 'prosecution')
        OR (sealed.has_role(writer, 'witness_care_unit_officer') AND asked_party = 'prosecution'))
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.intake
        (id, request_id, typed_by, group_id, party, compartment_id, payload, received_at)
        VALUES (gen_random_uuid(), asked_request, writer, the_group, asked_party,
                the_compartment, details, happened_at)
        ON CONFLICT (typed_by, request_id) DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    IF NOT is_public THEN
        PERFORM sealed.pledge(writer, the_group, asked_party, happened_at);
    END IF;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_version)
        VALUES ('intake', the_compartment, happened_at, 0);
END $$;

-- Make an account belong to a party of a group; false where it belongs to another already.
CREATE OR REPLACE FUNCTION sealed.pledge(
    who uuid, asked_group uuid, asked_party text, happened_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE held text;
BEGIN
    INSERT INTO sealed.allegiance (account_id, group_id, party, since_at)
        VALUES (who, asked_group, asked_party, happened_at)
        ON CONFLICT (account_id, group_id) DO NOTHING;
    SELECT party INTO held FROM sealed.allegiance
        WHERE account_id = who AND group_id = asked_group;
    IF held = asked_party THEN RETURN true; END IF;
    INSERT INTO sealed.conflict (id, account_id, group_id, held_party, met_party, at)
        VALUES (gen_random_uuid(), who, asked_group, held, asked_party, happened_at);
    RETURN false;
END $$;

CREATE OR REPLACE FUNCTION sealed.job_compartment()
RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE v record;
BEGIN
    SELECT * INTO v FROM sealed.viewer();
    IF v.compartment_id IS NULL OR NOT sealed.is_service(v.account_id)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN v.compartment_id;
END $$;

-- The referrals of the job's own compartment that nobody has taken in yet.
CREATE OR REPLACE FUNCTION wall.intake_items()
RETURNS TABLE (id uuid, request_id uuid, group_id uuid, party text, payload jsonb,
               typed_by uuid, received_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT i.id, i.request_id, i.group_id, i.party, i.payload, i.typed_by, i.received_at
    FROM sealed.intake i
    WHERE i.compartment_id = here AND i.taken_in_at IS NULL
    ORDER BY i.received_at, i.id FOR UPDATE;
END $$;

-- Taken in: the typed words are now the witness's record, and leave the intake.
CREATE OR REPLACE FUNCTION wall.taken_in(item uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    UPDATE sealed.intake SET taken_in_at = happened_at, payload = '{}'
    WHERE id = item AND compartment_id = here AND taken_in_at IS NULL;
END $$;

-- One caseworker for the job's compartment, or none: who typed the last referral first, else the
-- one with fewest clearances; never one who belongs to another party of the group. A conflict, a
-- full diary and nobody there look alike.
CREATE OR REPLACE FUNCTION wall.propose_caseworker(
    asked_group uuid, asked_party text, first_choice uuid, passing_over uuid[],
    happened_at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    candidate uuid;
    home uuid := coalesce((SELECT g.canonical_group_id FROM sealed.group_alias g
                           WHERE g.group_id = asked_group), asked_group);
BEGIN
    IF sealed.job_compartment() <> sealed.compartment(asked_group, asked_party)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    FOR candidate IN
        SELECT a.id FROM public.account a
        WHERE sealed.has_role(a.id, 'caseworker') AND a.id <> ALL(passing_over)
          AND NOT sealed.is_away(a.id, happened_at)
          AND NOT EXISTS (SELECT FROM sealed.allegiance l WHERE l.account_id = a.id
                          AND l.group_id = home AND l.party <> asked_party)
        ORDER BY a.id IS DISTINCT FROM first_choice,
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

-- Somebody declined, or left: they may look no longer. Their allegiance stands for ever.
CREATE OR REPLACE FUNCTION wall.end_clearance(who uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    UPDATE sealed.clearance SET ended_at = happened_at
    WHERE account_id = who AND compartment_id = here AND ended_at IS NULL;
END $$;
