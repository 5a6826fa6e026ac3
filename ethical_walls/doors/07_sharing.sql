-- Which partner referred a witness, and the marks that let that partner meet rows about them.

-- A job that takes a referral in: the firm or the unit that typed it becomes the witness's partner.
-- Referrals of the service's own people and of the public have none. A unit is partner of the
-- prosecution alone, a firm of a defendant alone, whatever was typed.
CREATE OR REPLACE FUNCTION wall.share_with_referrer(
    item uuid, asked_witness uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    INSERT INTO sealed.share
        (compartment_id, witness_id, audience_id, unit_id, shared_at)
    SELECT i.compartment_id, asked_witness,
        CASE WHEN o.kind = 'solicitors_firm' THEN o.id END,
        CASE WHEN o.kind = 'witness_care_unit' THEN o.id END, happened_at
    FROM sealed.intake i
    JOIN public.account a ON a.id = i.typed_by
    JOIN public.organisation o ON o.id = a.organisation_id
    WHERE i.id = item AND i.compartment_id = here
      AND ((o.kind = 'solicitors_firm' AND i.party <> 'prosecution')
        OR (o.kind = 'witness_care_unit' AND i.party = 'prosecution'))
    ON CONFLICT (compartment_id, witness_id) DO NOTHING;
END $$;

-- Somebody who looks after the witness says which unit or firm calls them; the last word stands. Rows
-- that stand already are marked when they are next written.
CREATE OR REPLACE FUNCTION wall.share_with(
    asked_group uuid, asked_party text, asked_witness uuid, partner uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    the_compartment uuid := sealed.compartment(asked_group, asked_party);
    partner_kind text;
BEGIN
    IF NOT the_compartment = ANY(wall.compartments())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    SELECT o.kind INTO partner_kind FROM public.organisation o WHERE o.id = partner;
    IF NOT coalesce((partner_kind = 'witness_care_unit' AND asked_party = 'prosecution')
        OR (partner_kind = 'solicitors_firm' AND asked_party <> 'prosecution'), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.share (compartment_id, witness_id, audience_id, unit_id, shared_at)
        VALUES (the_compartment, asked_witness,
            CASE WHEN partner_kind = 'solicitors_firm' THEN partner END,
            CASE WHEN partner_kind = 'witness_care_unit' THEN partner END, happened_at)
        ON CONFLICT (compartment_id, witness_id) DO UPDATE
        SET audience_id = excluded.audience_id, unit_id = excluded.unit_id,
            shared_at = excluded.shared_at;
END $$;

-- Marks a row with its witness's partner; a row about a witness without one is marked with none.
CREATE OR REPLACE FUNCTION sealed.mark_partners()
RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.audience_id := NULL;
    NEW.unit_id := NULL;
    SELECT s.audience_id, s.unit_id INTO NEW.audience_id, NEW.unit_id FROM sealed.share s
        WHERE s.compartment_id = NEW.compartment_id AND s.witness_id = NEW.witness_id;
    RETURN NEW;
END $$;

-- What somebody outside said waits for the job of its compartment.
CREATE OR REPLACE FUNCTION sealed.post_said()
RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        VALUES (TG_ARGV[0], NEW.compartment_id, NEW.said_at, NEW.id, 0);
    RETURN NULL;
END $$;
