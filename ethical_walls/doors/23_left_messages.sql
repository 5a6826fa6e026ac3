-- Messages left for a person's caseworker: one insert whoever is known, delivered by the job of a side.

-- The message's id is made from its writer and the request, so that the same request twice is one
-- message, and another's with that request is another message.
CREATE OR REPLACE FUNCTION wall.pass_on_message(
    asked_request uuid, named text, asked_caseworker uuid, said text, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE writer uuid := wall.account();
BEGIN
    IF NOT coalesce(wall.works_here(), false) OR sealed.is_service(writer)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.left_message (id, left_by, about, caseworker_id, words, left_at)
        VALUES (sealed.keyed_id('left|' || writer || '|' || asked_request), writer, named,
                asked_caseworker, said, happened_at)
        ON CONFLICT (id) DO NOTHING;
END $$;

CREATE OR REPLACE FUNCTION wall.keep_reference(known text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sealed.case_reference (reference, compartment_id)
        VALUES (known, sealed.job_compartment()) ON CONFLICT DO NOTHING
$$;

-- Each new message goes to the compartment of its reference, and to those that the caseworker named
-- looks into; their jobs say whether it is for anybody there.
CREATE OR REPLACE FUNCTION wall.take_messages_round(happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sealed.is_service(wall.account())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    WITH fresh AS (
        UPDATE sealed.left_message SET looked_at = happened_at
        WHERE looked_at IS NULL AND settled_at IS NULL RETURNING id, about, caseworker_id),
    asked AS (
        SELECT f.id, r.compartment_id FROM fresh f
        JOIN sealed.case_reference r ON r.reference = upper(f.about)
        UNION
        SELECT f.id, c.compartment_id FROM fresh f
        JOIN sealed.clearance c ON c.account_id = f.caseworker_id AND c.ended_at IS NULL)
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT 'passed_message', a.compartment_id, happened_at, a.id, 0 FROM asked a;
END $$;

CREATE OR REPLACE FUNCTION wall.messages_at_work(until_instant timestamptz)
RETURNS TABLE (id uuid, about text, caseworker_id uuid, words text, left_at timestamptz, left_by uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    RETURN QUERY SELECT m.id, m.about, m.caseworker_id, m.words, m.left_at, m.left_by
    FROM sealed.left_message m
    WHERE m.delivered_at IS NULL AND m.settled_at IS NULL AND m.id IN (
        SELECT w.subject_id FROM sealed.work w
        WHERE w.kind = 'passed_message' AND w.due_at <= until_instant
          AND w.compartment_id = here)
    ORDER BY m.left_at, m.id FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION wall.message_delivered(message uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here uuid := sealed.job_compartment();
BEGIN
    UPDATE sealed.left_message m SET delivered_at = happened_at, words = '', about = ''
    WHERE m.id = message AND m.delivered_at IS NULL AND EXISTS (
        SELECT FROM sealed.work w WHERE w.kind = 'passed_message' AND w.subject_id = m.id
          AND w.compartment_id = here);
END $$;

CREATE OR REPLACE FUNCTION sealed.duty_caseworker()
RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := wall.account();
BEGIN
    IF NOT coalesce(sealed.has_role(whose, 'duty_caseworker'), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN whose;
END $$;

-- Whoever belongs to a party of any case could be reading words about its other side, and could learn
-- by trying names who is a witness of whom. So what found nobody is shown to somebody on duty who
-- belongs to none.
CREATE OR REPLACE FUNCTION sealed.stands_apart(who uuid)
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM sealed.allegiance l WHERE l.account_id = who)
$$;

-- What was taken round, and no compartment asked about it has still to answer, and none took it.
DROP FUNCTION IF EXISTS sealed.is_unplaced(uuid);
CREATE OR REPLACE FUNCTION sealed.is_unplaced(message uuid, whose uuid)
RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sealed.left_message m
        WHERE m.id = message AND m.looked_at IS NOT NULL AND m.left_by <> whose
          AND m.delivered_at IS NULL AND m.settled_at IS NULL)
        AND sealed.stands_apart(whose)
        AND NOT EXISTS (SELECT FROM sealed.work w
            WHERE w.kind = 'passed_message' AND w.subject_id = message)
$$;

CREATE OR REPLACE FUNCTION wall.unplaced_messages()
RETURNS TABLE (id uuid, about text, caseworker_id uuid, words text, left_at timestamptz, left_by uuid)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := sealed.duty_caseworker();
BEGIN
    RETURN QUERY SELECT m.id, m.about, m.caseworker_id, m.words, m.left_at, m.left_by
        FROM sealed.left_message m WHERE sealed.is_unplaced(m.id, whose) ORDER BY m.left_at, m.id;
END $$;

CREATE OR REPLACE FUNCTION wall.try_message_again(
    message uuid, named text, asked_caseworker uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := sealed.duty_caseworker();
BEGIN
    UPDATE sealed.left_message m
        SET about = named, caseworker_id = asked_caseworker, looked_at = NULL
        WHERE m.id = message AND sealed.is_unplaced(m.id, whose);
END $$;

CREATE OR REPLACE FUNCTION wall.settle_message(message uuid, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE whose uuid := sealed.duty_caseworker();
BEGIN
    UPDATE sealed.left_message m
        SET settled_at = happened_at, settled_by = whose, words = '', about = ''
        WHERE m.id = message AND sealed.is_unplaced(m.id, whose);
END $$;
