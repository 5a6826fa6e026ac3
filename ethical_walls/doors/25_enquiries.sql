-- What is asked of a colleague on neither side: sent from one compartment, read at one desk, and the
-- answer taken in by the job of that compartment. A desk learns neither the side nor the witness.

CREATE OR REPLACE FUNCTION sealed.role_of_desk(asked_desk text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE asked_desk
        WHEN 'safeguarding' THEN 'safeguarding_lead'
        WHEN 'case_progression' THEN 'case_progression_officer'
        WHEN 'separation' THEN 'separation_desk'
    END
$$;

-- Who is asked for what they answer: any of the three, and nobody else.
CREATE OR REPLACE FUNCTION sealed.neutral_colleague()
RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := wall.account();
BEGIN
    IF NOT EXISTS (
        SELECT FROM (VALUES ('safeguarding'), ('case_progression'), ('separation')) d(desk)
        WHERE sealed.has_role(whose, sealed.role_of_desk(d.desk)))
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN whose;
END $$;

CREATE OR REPLACE FUNCTION wall.send_enquiry(
    sent uuid, asked_desk text, compartment uuid, facts jsonb, due timestamptz,
    happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE writer uuid := wall.account();
BEGIN
    IF NOT coalesce(sealed.has_role(writer, 'caseworker') AND compartment = ANY(wall.compartments()),
                    false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.sent_enquiry
        (id, desk, compartment_id, asked, asked_by, asked_at, due_at)
        VALUES (sent, asked_desk, compartment, facts, writer, happened_at, due)
        ON CONFLICT (id) DO NOTHING;
END $$;

-- Who asked is told where somebody must ring them: to the safeguarding lead.
CREATE OR REPLACE FUNCTION wall.enquiries_for_desk(asked_desk text, since timestamptz)
RETURNS TABLE (id uuid, desk text, asked jsonb, asked_by uuid, asked_at timestamptz,
               due_at timestamptz, chased text, chased_at timestamptz, answer jsonb,
               answered_at timestamptz, answered_by uuid)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT coalesce(sealed.has_role(wall.account(), sealed.role_of_desk(asked_desk)), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT e.id, e.desk::text, e.asked,
        CASE WHEN e.desk = 'safeguarding' THEN e.asked_by END, e.asked_at, e.due_at,
        e.chased, e.chased_at, e.answer, e.answered_at, e.answered_by
    FROM sealed.sent_enquiry e
    WHERE e.desk = asked_desk AND (e.answered_at IS NULL OR e.answered_at >= since)
    ORDER BY e.answered_at DESC NULLS FIRST, e.due_at, e.asked_at, e.id;
END $$;

-- Once; what is answered, of another desk or not there is left as it is, and looks alike.
CREATE OR REPLACE FUNCTION wall.answer_enquiry(
    enquiry uuid, said jsonb, happened_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := sealed.neutral_colleague();
BEGIN
    WITH answered AS (
        UPDATE sealed.sent_enquiry e
        SET answer = said, answered_at = happened_at, answered_by = whose
        WHERE e.id = enquiry AND e.answered_at IS NULL
          AND sealed.has_role(whose, sealed.role_of_desk(e.desk))
        RETURNING e.id, e.compartment_id)
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT 'enquiry_answer', a.compartment_id, happened_at, a.id, 0 FROM answered a;
    RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION wall.note_chased(
    enquiry uuid, agency text, agency_chased_at timestamptz, happened_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := sealed.neutral_colleague();
BEGIN
    WITH noted AS (
        UPDATE sealed.sent_enquiry e SET chased = agency, chased_at = agency_chased_at
        WHERE e.id = enquiry AND e.answered_at IS NULL AND e.desk = 'case_progression'
          AND sealed.has_role(whose, sealed.role_of_desk(e.desk))
        RETURNING e.id, e.compartment_id)
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT 'enquiry_answer', n.compartment_id, happened_at, n.id, 0 FROM noted n;
    RETURN FOUND;
END $$;

-- What desks did about the enquiries of the job's own compartment, until the answer is taken in.
CREATE OR REPLACE FUNCTION wall.enquiry_news()
RETURNS TABLE (id uuid, chased text, chased_at timestamptz, answer jsonb,
               answered_at timestamptz, answered_by uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT e.id, e.chased, e.chased_at, e.answer, e.answered_at, e.answered_by
    FROM sealed.sent_enquiry e
    WHERE e.compartment_id = here AND e.taken_in_at IS NULL
      AND (e.chased_at IS NOT NULL OR e.answered_at IS NOT NULL)
    ORDER BY e.asked_at, e.id FOR UPDATE;
END $$;

-- Taken in: the answer stands with its witness, and the words leave the desk's copy.
CREATE OR REPLACE FUNCTION wall.enquiry_taken_in(enquiry uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    UPDATE sealed.sent_enquiry e
    SET taken_in_at = happened_at, asked = e.asked - 'words', answer = e.answer - 'words'
    WHERE e.id = enquiry AND e.compartment_id = here AND e.answered_at IS NOT NULL
      AND e.taken_in_at IS NULL;
END $$;
