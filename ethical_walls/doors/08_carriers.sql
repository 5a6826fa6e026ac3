-- What carriers say: written by whoever proved to be one, answered with nothing, read by one side's job.

-- Keeps, for each contact plan in force, the number at which its witness is reached; one that is in
-- force no longer is theirs for a fortnight more, unless somebody else is reached there by then. A
-- number that two compartments hold is told to the conflicts officer; whoever wrote the plan sees no
-- difference. A number that asked for no more texts says so again to whoever newly agrees it, as its
-- network would at the first text.
CREATE OR REPLACE FUNCTION sealed.keep_reachable()
RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.superseded_at IS NOT NULL THEN
        UPDATE sealed.reachable r SET until = NEW.superseded_at + interval '14 days'
            WHERE r.plan_id = NEW.id;
    ELSIF NEW.channel IN ('sms', 'phone_call') THEN
        IF NEW.channel = 'sms' THEN PERFORM sealed.say_stopped(
            NEW.id, NEW.compartment_id, NEW.witness_id, NEW.address, NEW.recorded_at);
        END IF;
        INSERT INTO sealed.reachable (plan_id, compartment_id, witness_id, number)
            VALUES (NEW.id, NEW.compartment_id, NEW.witness_id, NEW.address)
            ON CONFLICT (plan_id) DO UPDATE SET number = excluded.number;
        PERFORM sealed.note_shared(NEW.address, NEW.recorded_at);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sealed.say_stopped(
    plan uuid, compartment uuid, witness uuid, asked_number text, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO sealed.inbound_text
        (reference, compartment_id, witness_ids, number, words, received_at)
        SELECT 'stop ' || plan, compartment, ARRAY[witness], asked_number, 'STOP', happened_at
        FROM sealed.stopped_number n
        WHERE n.number = asked_number AND NOT EXISTS (
            SELECT FROM sealed.reachable r
            WHERE r.number = asked_number AND r.compartment_id = compartment)
        ON CONFLICT (reference, compartment_id) DO NOTHING;
    IF FOUND THEN
        INSERT INTO sealed.work (kind, compartment_id, due_at, subject_version)
            VALUES ('carrier', compartment, happened_at, 0);
    END IF;
END $$;

-- Who is reached at a number: those whose plan says so now, else those whose plan said so lately.
CREATE OR REPLACE FUNCTION sealed.reached_at(asked_number text, at timestamptz)
RETURNS TABLE (compartment_id uuid, witness_ids uuid[]) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.compartment_id, array_agg(DISTINCT r.witness_id ORDER BY r.witness_id)
    FROM sealed.reachable r
    WHERE r.number = asked_number AND (r.until IS NULL OR r.until > at AND NOT EXISTS (
        SELECT FROM sealed.reachable now WHERE now.number = asked_number AND now.until IS NULL))
    GROUP BY r.compartment_id
$$;

CREATE OR REPLACE FUNCTION sealed.note_shared(asked_number text, happened_at timestamptz)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sealed.shared_number (id, number, compartments, found_at)
    SELECT gen_random_uuid(), asked_number, held.by, happened_at
    FROM (SELECT array_agg(DISTINCT r.compartment_id ORDER BY r.compartment_id) AS by
          FROM sealed.reachable r WHERE r.number = asked_number AND r.until IS NULL) held
    WHERE cardinality(held.by) > 1
      AND NOT EXISTS (SELECT FROM sealed.shared_number s
                      WHERE s.number = asked_number AND s.compartments = held.by
                        AND s.answered_at IS NULL)
$$;

-- A text came. One compartment's number: its words wait for that compartment's job. Two: the conflicts
-- officer learns that a number is shared, the words go nowhere, and each side is asked by an ordinary
-- task to agree its contact again that day, so whoever texted is rung. None: its words and number wait
-- for the duty caseworker. A wish for no more texts, or for texts again, is the number's own: it is kept
-- for the number, and every compartment that holds it is told as if it alone did. The answer is the same.
DROP FUNCTION IF EXISTS wall.receive_text(text, text, text, timestamptz);
CREATE OR REPLACE FUNCTION wall.receive_text(
    asked_reference text, asked_number text, asked_words text, said text, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    sides integer;
BEGIN
    DELETE FROM sealed.reachable r WHERE r.until <= happened_at;
    SELECT count(*) INTO sides FROM sealed.reached_at(asked_number, happened_at);
    IF said = 'stop' THEN
        INSERT INTO sealed.stopped_number (number, stopped_at) VALUES (asked_number, happened_at)
            ON CONFLICT (number) DO NOTHING;
    ELSIF said = 'start' THEN
        DELETE FROM sealed.stopped_number n WHERE n.number = asked_number;
    END IF;
    IF sides > 1 THEN PERFORM sealed.note_shared(asked_number, happened_at); END IF;
    IF sides = 1 OR said IN ('stop', 'start') THEN
        WITH fresh AS (
            INSERT INTO sealed.inbound_text
                (reference, compartment_id, witness_ids, number, words, received_at)
                SELECT asked_reference, h.compartment_id, h.witness_ids, asked_number, asked_words,
                    happened_at
                FROM sealed.reached_at(asked_number, happened_at) h
                ON CONFLICT (reference, compartment_id) DO NOTHING RETURNING compartment_id)
        INSERT INTO sealed.work (kind, compartment_id, due_at, subject_version)
            SELECT 'carrier', f.compartment_id, happened_at, 0 FROM fresh f;
    ELSIF sides > 1 THEN
        INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
            SELECT 'agree_again', h.compartment_id, happened_at, unnest(h.witness_ids), 1
            FROM sealed.reached_at(asked_number, happened_at) h;
    ELSE
        INSERT INTO sealed.left_message (id, left_by, about, words, left_at)
            SELECT md5(asked_reference)::uuid, a.id, 'A text from a number that we do not know',
                'From ' || asked_number || ': ' || asked_words, happened_at
            FROM public.account a WHERE a.kind = 'service'
            ON CONFLICT (id) DO NOTHING;
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
        WHERE s.id = found_id AND r.until IS NULL;
END $$;
