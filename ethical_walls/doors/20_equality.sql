-- Equality monitoring: told once by somebody who looks after the witness, and read by no page at all.

-- Keep a witness's answers; each takes the place of the one given before to the same question.
CREATE OR REPLACE FUNCTION wall.keep_equality_answers(
    compartment uuid, witness uuid, asked_by text, given jsonb, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT compartment = ANY(wall.compartments())
        OR NOT EXISTS (SELECT FROM public.witness w
            WHERE w.compartment_id = compartment AND w.id = witness)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    IF given = '{}' THEN RETURN; END IF;
    INSERT INTO sealed.equality_answers (compartment_id, witness_id, scheme, answers, said_at)
        VALUES (compartment, witness, asked_by, given, happened_at)
        ON CONFLICT (compartment_id, witness_id) DO UPDATE
        SET scheme = excluded.scheme,
            answers = equality_answers.answers || excluded.answers,
            said_at = excluded.said_at;
END $$;
