-- Signing in: what each step needs of one account and no more. A door for somebody signed in, or
-- half-way there, acts on the account that the signed viewer is; one for a link or a cookie acts on
-- what that link or cookie is of. None gives anybody a role.

DROP FUNCTION IF EXISTS wall.sign_in_facts(text);

CREATE FUNCTION wall.sign_in_facts(asked_email text)
RETURNS TABLE (account_id uuid, password_hash text, organisation_kind text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.account_id, c.password_hash, o.kind::text
    FROM sealed.credential c JOIN public.account a ON a.id = c.account_id
    JOIN public.organisation o ON o.id = a.organisation_id
    WHERE c.email = lower(asked_email) AND c.password_hash IS NOT NULL
      AND a.ended_at IS NULL AND a.kind = 'person'
$$;

-- The account that the viewer is, where it is somebody's and has not ended.
CREATE OR REPLACE FUNCTION sealed.own_account()
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM public.account a
    WHERE a.id = wall.account() AND a.ended_at IS NULL AND a.kind = 'person'
$$;

-- Attempts --------------------------------------------------------------------------------------

-- Count one attempt under each key before it is tried, so that many at once are many. Where a key
-- is used up the attempt is not tried, and counts under none.
CREATE OR REPLACE FUNCTION wall.take_attempt(
    counted_by bytea[], at_most integer[], lasting timestamptz[], happened_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one record;
    tried_now integer;
    allowed boolean := true;
BEGIN
    DELETE FROM sealed.counted_attempts WHERE key IN (
        SELECT c.key FROM sealed.counted_attempts c WHERE c.until_at <= happened_at
        ORDER BY c.key LIMIT 100 FOR UPDATE SKIP LOCKED);
    FOR one IN SELECT k, m, l FROM unnest(counted_by, at_most, lasting) u(k, m, l) ORDER BY k LOOP
        INSERT INTO sealed.counted_attempts AS kept (key, tried, until_at)
            VALUES (one.k, 1, one.l)
            ON CONFLICT (key) DO UPDATE SET
                tried = CASE WHEN kept.until_at <= happened_at THEN 1 ELSE kept.tried + 1 END,
                until_at = CASE WHEN kept.until_at <= happened_at
                    THEN excluded.until_at ELSE kept.until_at END
            RETURNING tried INTO tried_now;
        allowed := allowed AND tried_now <= one.m;
    END LOOP;
    IF NOT allowed THEN PERFORM wall.give_back_attempt(counted_by); END IF;
    RETURN allowed;
END $$;

-- What was proved was no guess: it does not count.
CREATE OR REPLACE FUNCTION wall.give_back_attempt(counted_by bytea[])
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.counted_attempts SET tried = greatest(tried - 1, 0) WHERE key IN (
        SELECT c.key FROM sealed.counted_attempts c WHERE c.key = ANY(counted_by)
        ORDER BY c.key FOR UPDATE)
$$;

-- The second factor ------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION wall.second_factor()
RETURNS TABLE (secret bytea, last_step bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.secret, f.last_step FROM sealed.second_factor f
    WHERE f.account_id = sealed.own_account()
$$;

-- Whether the code of this step is the viewer's to use: each is used once, and none older after it.
CREATE OR REPLACE FUNCTION wall.use_step(used_step bigint)
RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH used AS (
        UPDATE sealed.second_factor SET last_step = used_step
        WHERE account_id = sealed.own_account() AND last_step < used_step RETURNING account_id)
    SELECT EXISTS (SELECT FROM used)
$$;

CREATE OR REPLACE FUNCTION wall.use_recovery_code(hash bytea, happened_at timestamptz)
RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH used AS (
        UPDATE sealed.recovery_code SET used_at = happened_at
        WHERE account_id = sealed.own_account() AND code_hash = hash AND used_at IS NULL
        RETURNING account_id)
    SELECT EXISTS (SELECT FROM used)
$$;

CREATE OR REPLACE FUNCTION sealed.keep_recovery_codes(
    whose uuid, hashes bytea[], happened_at timestamptz)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM sealed.recovery_code WHERE account_id = whose;
    INSERT INTO sealed.recovery_code (account_id, code_hash, made_at)
        SELECT whose, h, happened_at FROM unnest(hashes) h;
$$;

CREATE OR REPLACE FUNCTION wall.replace_recovery_codes(hashes bytea[], happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sealed.own_account() IS NULL THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    PERFORM 1 FROM public.account a WHERE a.id = sealed.own_account() FOR NO KEY UPDATE;
    PERFORM sealed.keep_recovery_codes(sealed.own_account(), hashes, happened_at);
END $$;

CREATE OR REPLACE FUNCTION wall.recovery_codes_left()
RETURNS bigint LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FROM sealed.recovery_code
    WHERE account_id = sealed.own_account() AND used_at IS NULL
$$;

-- Live sessions ----------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION wall.begin_session(
    token bytea, at_site text, coarse_device text, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sealed.own_account() IS NULL THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.live_session (id, token_hash, account_id, site, device, began_at, seen_at)
        VALUES (gen_random_uuid(), token, sealed.own_account(), at_site, coarse_device,
                happened_at, happened_at);
END $$;

-- Whose cookie this is, all that a viewer is made from; it notes that they were seen, at most once
-- in each `noted_every`. A session that began or was seen too long ago is nobody's.
CREATE OR REPLACE FUNCTION wall.session_viewer(
    token bytea, at_site text, happened_at timestamptz, noted_before timestamptz,
    began_after timestamptz, seen_after timestamptz)
RETURNS TABLE (account_id uuid, name text, organisation_id uuid, organisation_kind text,
               roles text[], trained_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE live sealed.live_session;
BEGIN
    SELECT * INTO live FROM sealed.live_session s
        WHERE s.token_hash = token AND s.site = at_site AND s.ended_at IS NULL
          AND s.began_at >= began_after AND s.seen_at >= seen_after;
    UPDATE sealed.live_session s SET seen_at = happened_at
        WHERE s.id = live.id AND s.seen_at < noted_before;
    RETURN QUERY
        SELECT a.id, a.name, o.id, o.kind::text,
            coalesce((SELECT array_agg(m.role::text) FROM public.membership m
                      WHERE m.account_id = a.id AND m.ended_at IS NULL), '{}'),
            (SELECT max(t.completed_on) FROM public.training t WHERE t.account_id = a.id)
        FROM public.account a JOIN public.organisation o ON o.id = a.organisation_id
        WHERE a.id = live.account_id AND a.ended_at IS NULL AND a.kind = 'person';
END $$;

CREATE OR REPLACE FUNCTION wall.own_sessions(
    token bytea, began_after timestamptz, seen_after timestamptz)
RETURNS TABLE (id uuid, device text, began_at timestamptz, seen_at timestamptz, is_this boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id, s.device, s.began_at, s.seen_at, s.token_hash = token
    FROM sealed.live_session s
    WHERE s.account_id = sealed.own_account() AND s.ended_at IS NULL
      AND s.began_at >= began_after AND s.seen_at >= seen_after
    ORDER BY s.token_hash = token DESC, s.seen_at DESC, s.id
$$;

CREATE OR REPLACE FUNCTION wall.end_own_session(which uuid, happened_at timestamptz)
RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH ended AS (
        UPDATE sealed.live_session SET ended_at = coalesce(ended_at, happened_at)
        WHERE id = which AND account_id = sealed.own_account() RETURNING id)
    SELECT EXISTS (SELECT FROM ended)
$$;

-- Every session of the viewer's but the one of this cookie; how many they were.
CREATE OR REPLACE FUNCTION wall.end_other_sessions(token bytea, happened_at timestamptz)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH ended AS (
        UPDATE sealed.live_session SET ended_at = happened_at
        WHERE account_id = sealed.own_account() AND ended_at IS NULL AND token_hash <> token
        RETURNING id)
    SELECT count(*) FROM ended
$$;

CREATE OR REPLACE FUNCTION wall.end_session(token bytea, happened_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.live_session SET ended_at = happened_at
        WHERE token_hash = token AND ended_at IS NULL
$$;

-- Password and second factor of one's own --------------------------------------------------------

CREATE OR REPLACE FUNCTION wall.own_password_hash()
RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.password_hash FROM sealed.credential c WHERE c.account_id = sealed.own_account()
$$;

-- A new password ends every session but the one in which it was chosen.
CREATE OR REPLACE FUNCTION wall.change_password(hash text, token bytea, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE sealed.credential SET password_hash = hash, changed_at = happened_at
        WHERE account_id = sealed.own_account();
    PERFORM wall.end_other_sessions(token, happened_at);
END $$;

-- So does a new second factor.
CREATE OR REPLACE FUNCTION wall.change_second_factor(
    new_secret bytea, step bigint, token bytea, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE sealed.second_factor
        SET secret = new_secret, last_step = step, changed_at = happened_at
        WHERE account_id = sealed.own_account();
    PERFORM wall.end_other_sessions(token, happened_at);
END $$;

-- Joining links ----------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION sealed.open_link(token bytea, happened_at timestamptz)
RETURNS TABLE (token_hash bytea, account_id uuid, password_hash text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT l.token_hash, l.account_id, l.password_hash
    FROM sealed.joining_link l JOIN public.account a ON a.id = l.account_id
    WHERE l.token_hash = token AND l.ended_at IS NULL AND l.expires_at > happened_at
      AND a.ended_at IS NULL AND a.kind = 'person'
$$;

CREATE OR REPLACE FUNCTION wall.joining_link(token bytea, happened_at timestamptz)
RETURNS TABLE (account_id uuid, name text, email text, organisation_kind text, has_password boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.name, c.email, o.kind::text, l.password_hash IS NOT NULL
    FROM sealed.open_link(token, happened_at) l
    JOIN public.account a ON a.id = l.account_id
    JOIN public.organisation o ON o.id = a.organisation_id
    JOIN sealed.credential c ON c.account_id = a.id
$$;

CREATE OR REPLACE FUNCTION wall.keep_joining_password(
    token bytea, hash text, happened_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.joining_link SET password_hash = hash
        WHERE token_hash = (SELECT o.token_hash FROM sealed.open_link(token, happened_at) o)
          AND ended_at IS NULL
$$;

-- Give the link's account what was chosen, once. Answers the account, or nothing.
CREATE OR REPLACE FUNCTION wall.join_by_link(
    token bytea, new_secret bytea, step bigint, code_hashes bytea[], happened_at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE link sealed.joining_link;
BEGIN
    UPDATE sealed.joining_link l SET ended_at = happened_at
        WHERE l.token_hash = (SELECT o.token_hash FROM sealed.open_link(token, happened_at) o)
          AND l.ended_at IS NULL AND l.password_hash IS NOT NULL
        RETURNING l.* INTO link;
    IF link.account_id IS NULL THEN RETURN NULL; END IF;
    UPDATE sealed.credential SET password_hash = link.password_hash, changed_at = happened_at
        WHERE account_id = link.account_id;
    DELETE FROM sealed.second_factor WHERE account_id = link.account_id;
    INSERT INTO sealed.second_factor (account_id, secret, last_step, changed_at)
        VALUES (link.account_id, new_secret, step, happened_at);
    PERFORM sealed.keep_recovery_codes(link.account_id, code_hashes, happened_at);
    UPDATE sealed.live_session SET ended_at = happened_at
        WHERE account_id = link.account_id AND ended_at IS NULL;
    UPDATE sealed.joining_link SET password_hash = NULL WHERE token_hash = link.token_hash;
    RETURN link.account_id;
END $$;

-- Training ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION wall.confirm_rules(completed date, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sealed.own_account() IS NULL THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    IF EXISTS (SELECT FROM public.training t WHERE t.account_id = sealed.own_account()
        AND t.completed_on = completed AND t.kind = 'rules_confirmed') THEN RETURN; END IF;
    INSERT INTO public.training (id, account_id, kind, completed_on, recorded_by, recorded_at)
        VALUES (gen_random_uuid(), sealed.own_account(), 'rules_confirmed', completed,
                sealed.own_account(), happened_at);
END $$;
