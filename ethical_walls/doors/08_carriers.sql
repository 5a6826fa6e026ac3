-- What carriers say: written by whoever proved to be one, answered with nothing, read by one side's job.

-- Keeps, for each contact plan in force, the number at which its witness is reached. A number that
-- two compartments hold is told to the conflicts officer; whoever wrote the plan sees no difference.
CREATE OR REPLACE FUNCTION sealed.keep_reachable()
RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM sealed.reachable r WHERE r.plan_id = NEW.id;
    IF NEW.superseded_at IS NULL AND NEW.channel IN ('sms', 'phone_call') THEN
        INSERT INTO sealed.reachable (plan_id, compartment_id, witness_id, number)
            VALUES (NEW.id, NEW.compartment_id, NEW.witness_id, NEW.address);
        PERFORM sealed.note_shared(NEW.address, NEW.recorded_at);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sealed.note_shared(asked_number text, happened_at timestamptz)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sealed.shared_number (id, number, compartments, found_at)
    SELECT gen_random_uuid(), asked_number, held.by, happened_at
    FROM (SELECT array_agg(DISTINCT r.compartment_id ORDER BY r.compartment_id) AS by
          FROM sealed.reachable r WHERE r.number = asked_number) held
    WHERE cardinality(held.by) > 1
      AND NOT EXISTS (SELECT FROM sealed.shared_number s
                      WHERE s.number = asked_number AND s.compartments = held.by
                        AND s.answered_at IS NULL)
$$;

-- A text came. One compartment's number: its words wait for that compartment's job. Two: the conflicts
-- officer learns that a number is shared, and the words go nowhere. None: a count. The answer is the same.
CREATE OR REPLACE FUNCTION wall.receive_text(
    asked_reference text, asked_number text, asked_words text, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held uuid[];
    people uuid[];
BEGIN
    SELECT array_agg(DISTINCT r.compartment_id), array_agg(r.witness_id ORDER BY r.witness_id)
        INTO held, people FROM sealed.reachable r WHERE r.number = asked_number;
    IF held IS NULL THEN
        INSERT INTO sealed.unknown_text AS u (day, texts)
            VALUES ((happened_at AT TIME ZONE 'Europe/London')::date, 1)
            ON CONFLICT (day) DO UPDATE SET texts = u.texts + 1;
    ELSIF cardinality(held) > 1 THEN
        PERFORM sealed.note_shared(asked_number, happened_at);
    ELSE
        INSERT INTO sealed.inbound_text
            (reference, compartment_id, witness_ids, number, words, received_at)
            VALUES (asked_reference, held[1], people, asked_number, asked_words, happened_at)
            ON CONFLICT (reference) DO NOTHING;
        IF NOT FOUND THEN RETURN; END IF;
        INSERT INTO sealed.work (kind, compartment_id, due_at, subject_version)
            VALUES ('carrier', held[1], happened_at, 0);
    END IF;
END $$;

-- A carrier said what became of an attempt. An attempt that was never made leaves nothing.
CREATE OR REPLACE FUNCTION wall.receive_receipt(
    attempt uuid, asked_reference text, asked_standing text, asked_code text,
    happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE the_compartment uuid;
BEGIN
    SELECT a.compartment_id INTO the_compartment FROM sealed.sending_attempt a WHERE a.id = attempt;
    IF the_compartment IS NULL THEN RETURN; END IF;
    INSERT INTO sealed.receipt
        (attempt_id, standing, compartment_id, reference, code, received_at)
        VALUES (attempt, asked_standing, the_compartment, asked_reference, asked_code, happened_at)
        ON CONFLICT (attempt_id, standing) DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_version)
        VALUES ('carrier', the_compartment, happened_at, 0);
END $$;

-- The texts and receipts of the job's own compartment that nobody has taken in yet.
CREATE OR REPLACE FUNCTION wall.texts_that_wait()
RETURNS TABLE (reference text, witness_ids uuid[], number text, words text, received_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT t.reference, t.witness_ids, t.number, t.words, t.received_at
    FROM sealed.inbound_text t
    WHERE t.compartment_id = here AND t.taken_in_at IS NULL
    ORDER BY t.received_at, t.reference FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION wall.receipts_that_wait()
RETURNS TABLE (attempt_id uuid, standing text, reference text, code text, received_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT r.attempt_id, r.standing, r.reference, r.code, r.received_at
    FROM sealed.receipt r
    WHERE r.compartment_id = here AND r.taken_in_at IS NULL
    ORDER BY r.received_at, r.attempt_id, r.standing FOR UPDATE;
END $$;

-- Taken in: the words are now a reply in their compartment, and leave this place.
CREATE OR REPLACE FUNCTION wall.carrier_words_taken_in(happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE sealed.inbound_text SET taken_in_at = happened_at, words = '', number = ''
        WHERE compartment_id = sealed.job_compartment() AND taken_in_at IS NULL;
    UPDATE sealed.receipt SET taken_in_at = happened_at
        WHERE compartment_id = sealed.job_compartment() AND taken_in_at IS NULL;
END $$;

-- The job is about to hand a message over.
CREATE OR REPLACE FUNCTION wall.attempt_begun(attempt uuid)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sealed.sending_attempt (id, compartment_id)
        VALUES (attempt, sealed.job_compartment())
$$;

-- Whether a carrier's number for a message is this attempt's: the first to name it has it, whoever it is.
CREATE OR REPLACE FUNCTION wall.has_reference(attempt uuid, asked_reference text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM sealed.sending_attempt a
                   WHERE a.id = attempt AND a.compartment_id = sealed.job_compartment())
    THEN RETURN false; END IF;
    INSERT INTO sealed.carrier_reference (reference, attempt_id) VALUES (asked_reference, attempt)
        ON CONFLICT (reference) DO NOTHING;
    RETURN EXISTS (SELECT FROM sealed.carrier_reference c
                   WHERE c.reference = asked_reference AND c.attempt_id = attempt);
END $$;

-- Evidence slipped into somebody's words: they leave the page for good. Sealed once, sealed for ever,
-- and only of a row that stands in the compartment: a guessed id seals nothing of anybody's.
CREATE OR REPLACE FUNCTION wall.seal_words(
    compartment uuid, subject_table text, subject uuid, asked_words text, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE is_there boolean;
BEGIN
    IF NOT compartment = ANY(wall.compartments())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    EXECUTE 'SELECT EXISTS (SELECT FROM public.' || quote_ident(subject_table)
        || ' WHERE compartment_id = $1 AND id = $2)' INTO is_there USING compartment, subject;
    IF NOT is_there THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.sealed_words (compartment_id, subject_id, words, sealed_by, sealed_at)
        VALUES (compartment, subject, asked_words, wall.account(), happened_at)
        ON CONFLICT (compartment_id, subject_id) DO NOTHING;
END $$;

-- A team leader who may look into that compartment reads what was sealed; nobody else does.
CREATE OR REPLACE FUNCTION wall.sealed_words(compartment uuid, subject uuid)
RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.words FROM sealed.sealed_words w
    WHERE w.compartment_id = compartment AND w.subject_id = subject
      AND compartment = ANY(wall.compartments())
      AND sealed.has_role(wall.account(), 'team_leader')
$$;

-- Shared numbers that nobody has answered yet, for the conflicts officer: that there is one, and when.
CREATE OR REPLACE FUNCTION wall.shared_numbers()
RETURNS TABLE (id uuid, found_at timestamptz, how_many integer)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sealed.has_role(wall.account(), 'conflicts_officer')
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT s.id, s.found_at, cardinality(s.compartments) FROM sealed.shared_number s
        WHERE s.answered_at IS NULL ORDER BY s.found_at, s.id;
END $$;

-- The conflicts officer's answer: each compartment that holds the number now is asked, by an ordinary
-- task, to agree again how its witness may be reached.
CREATE OR REPLACE FUNCTION wall.answer_shared_number(found_id uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sealed.has_role(wall.account(), 'conflicts_officer')
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    UPDATE sealed.shared_number SET answered_at = happened_at
        WHERE id = found_id AND answered_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT 'agree_again', r.compartment_id, happened_at, r.witness_id, 0
        FROM sealed.shared_number s JOIN sealed.reachable r ON r.number = s.number
        WHERE s.id = found_id;
END $$;
