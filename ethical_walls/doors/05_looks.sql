-- Who looked: added through one door, sealed through another, changed by nobody.

DROP FUNCTION IF EXISTS wall.looked(text, uuid, text, timestamptz);
DROP FUNCTION IF EXISTS wall.looked(text, uuid, uuid, text, timestamptz);

-- A whole look in one statement, which is its own transaction: say who is looking, find where the
-- subject is, add the line, in this order. The compartment is kept of a row that stands in one that the
-- viewer is cleared for, or that is marked as their firm's or unit's; absent and foreign leave the same
-- line, by the same steps. Whoever came by a link looks at its subject, whatever they asked for. Nobody
-- leaves no line: a look without a reader is not a noted look. The signed viewer is set for this
-- transaction and dies with it.
CREATE OR REPLACE FUNCTION wall.note_look(
    signed_viewer text, asked_act text, subject uuid, subject_table text, came_of_it text,
    happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v record;
    met record;
    seen_in uuid;
BEGIN
    PERFORM set_config('wall.viewer', signed_viewer, true);
    SELECT * INTO v FROM sealed.viewer();
    IF v.account_id IS NULL THEN RAISE 'nobody is looking' USING ERRCODE = '42501'; END IF;
    IF v.subject_id IS NOT NULL THEN
        SELECT l.compartment_id INTO seen_in FROM sealed.subject_link l
            WHERE l.subject_id = v.subject_id LIMIT 1;
    ELSIF subject_table IS NOT NULL THEN
        EXECUTE 'SELECT compartment_id, audience_id, unit_id FROM public.'
            || quote_ident(subject_table) || ' WHERE id = $1' INTO met USING subject;
        IF EXISTS (
                SELECT FROM sealed.clearance c
                WHERE c.account_id = v.account_id AND c.ended_at IS NULL
                  AND c.compartment_id = met.compartment_id
                  AND (v.compartment_id IS NULL OR v.compartment_id = c.compartment_id))
            OR met.audience_id = ANY(wall.audiences()) OR met.unit_id = ANY(wall.units())
            OR (subject_table = 'handover' AND EXISTS (
                SELECT FROM public.handover h
                WHERE h.id = subject AND h.court_id = ANY(wall.courts_served())))
        THEN seen_in := met.compartment_id;
        END IF;
    END IF;
    INSERT INTO sealed.look (at, account_id, act, subject_id, compartment_id, outcome)
    VALUES (happened_at, v.account_id, asked_act, coalesce(v.subject_id, subject), seen_in,
            came_of_it);
END $$;

-- Who was shown these records, newest first, as far as they are the viewer's own to see. A look
-- that was refused is in nobody's list: it would say that somebody of another side had tried.
CREATE OR REPLACE FUNCTION wall.looks_at(subjects uuid[], passing_over integer, at_most integer)
RETURNS TABLE (at timestamptz, account_id uuid, act text, subject_id uuid)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT l.at, l.account_id, l.act, l.subject_id FROM sealed.look l
    WHERE l.subject_id = ANY(subjects) AND l.outcome = 'shown'
      AND l.compartment_id = ANY((SELECT wall.compartments())::uuid[])
    ORDER BY l.at DESC, l.id DESC OFFSET passing_over LIMIT at_most
$$;

CREATE OR REPLACE FUNCTION sealed.refuse_change()
RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE 'the access log is never changed' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE TRIGGER look_is_never_changed
    BEFORE DELETE OR UPDATE ON sealed.look FOR EACH ROW EXECUTE FUNCTION sealed.refuse_change();
CREATE OR REPLACE TRIGGER look_is_never_emptied
    BEFORE TRUNCATE ON sealed.look FOR EACH STATEMENT EXECUTE FUNCTION sealed.refuse_change();
CREATE OR REPLACE TRIGGER look_seal_is_never_changed
    BEFORE DELETE OR UPDATE ON sealed.look_seal
    FOR EACH ROW EXECUTE FUNCTION sealed.refuse_change();
CREATE OR REPLACE TRIGGER look_seal_is_never_emptied
    BEFORE TRUNCATE ON sealed.look_seal
    FOR EACH STATEMENT EXECUTE FUNCTION sealed.refuse_change();

-- The service at work in no compartment: the ticker between its jobs, never a page.
CREATE OR REPLACE FUNCTION sealed.refuse_all_but_the_ticker()
RETURNS void LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
DECLARE v record;
BEGIN
    SELECT * INTO v FROM sealed.viewer();
    IF v.compartment_id IS NOT NULL OR NOT sealed.is_service(v.account_id)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
END $$;

-- The root of a Merkle tree over leaf digests (RFC 6962, 2.1): pairs from the left, one over goes up.
CREATE OR REPLACE FUNCTION sealed.merkle_root(leaves bytea[])
RETURNS bytea LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE level bytea[] := leaves;
BEGIN
    WHILE cardinality(level) > 1 LOOP
        SELECT array_agg(CASE WHEN other IS NULL THEN one
                              ELSE sha256('\x01'::bytea || one || other) END ORDER BY n)
            INTO level
            FROM (SELECT one, lead(one) OVER (ORDER BY n) AS other, n
                  FROM unnest(level) WITH ORDINALITY t(one, n)) pairs
            WHERE mod(n, 2) = 1;
    END LOOP;
    RETURN level[1];
END $$;

-- A value that may be absent, so that no two rows ever spell alike.
CREATE OR REPLACE FUNCTION sealed.spelt(value bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(int4send(length(value)) || value, int4send(-1))
$$;

-- Seal the looks whose transactions are settled: whatever commits later is of a later transaction,
-- so nothing can slip under a seal. Answers how many looks were sealed; none adds no seal.
-- The same spelling is in ethical_walls/access_log/rules.py, which checks it.
CREATE OR REPLACE FUNCTION wall.seal_looks(happened_at timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last sealed.look_seal;
    new sealed.look_seal;
    leaves bytea[];
BEGIN
    PERFORM sealed.refuse_all_but_the_ticker();
    LOCK TABLE sealed.look_seal IN SHARE ROW EXCLUSIVE MODE;
    SELECT * INTO last FROM sealed.look_seal ORDER BY number DESC LIMIT 1;
    IF pg_snapshot_xmax(pg_current_snapshot())::text::bigint < last.until_xid
    THEN RAISE 'the last seal is younger than this server: the log was copied from another one'
        USING ERRCODE = '55000'; END IF;
    new.until_xid := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    SELECT min(id), max(id), count(*), array_agg(sha256('\x00'::bytea || uuid_send(salt)
            || int8send(id) || int8send(xid) || timestamptz_send(at)
            || sealed.spelt(uuid_send(account_id)) || sealed.spelt(convert_to(act, 'UTF8'))
            || sealed.spelt(uuid_send(subject_id)) || sealed.spelt(convert_to(outcome, 'UTF8'))
            || sealed.spelt(uuid_send(compartment_id))) ORDER BY id)
        INTO new.first_look_id, new.last_look_id, new.looks, leaves
        FROM sealed.look WHERE xid >= coalesce(last.until_xid, 0) AND xid < new.until_xid;
    IF new.looks = 0 THEN RETURN 0; END IF;
    new.number := coalesce(last.number, 0) + 1;
    new.root := sealed.merkle_root(leaves);
    new.previous_head := coalesce(last.head, decode(repeat('00', 32), 'hex'));
    new.sealed_at := happened_at;
    new.head := sha256(new.previous_head || new.root || int8send(new.number)
        || int8send(new.until_xid) || int8send(new.first_look_id) || int8send(new.last_look_id)
        || int8send(new.looks) || timestamptz_send(new.sealed_at));
    INSERT INTO sealed.look_seal SELECT new.*;
    RETURN new.looks;
END $$;

-- The heads after one number, for the ticker to publish.
CREATE OR REPLACE FUNCTION wall.look_heads(after bigint)
RETURNS TABLE (number bigint, looks bigint, head bytea, sealed_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sealed.refuse_all_but_the_ticker();
    RETURN QUERY SELECT s.number, s.looks, s.head, s.sealed_at FROM sealed.look_seal s
        WHERE s.number > after ORDER BY s.number;
END $$;
