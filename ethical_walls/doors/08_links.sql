-- Links for people outside: made by those who look after their subject, opened with a word, and
-- answered alike whether they are wrong, ended, revoked, locked or were never made.

DROP FUNCTION IF EXISTS wall.link_opened(uuid, timestamptz);
DROP FUNCTION IF EXISTS wall.subject_of_link(uuid, timestamptz);

-- Make a link of a record that stands in one of the viewer's own compartments. An earlier link of the
-- same record opens no more.
CREATE OR REPLACE FUNCTION wall.make_link(
    asked_table text, asked_subject uuid, asked_compartment uuid, token bytea, word text,
    ends_at timestamptz, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE is_there boolean;
BEGIN
    IF NOT asked_compartment = ANY(wall.compartments())
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    EXECUTE 'SELECT EXISTS (SELECT FROM public.' || quote_ident(asked_table)
        || ' WHERE id = $1 AND compartment_id = $2)'
        INTO is_there USING asked_subject, asked_compartment;
    IF NOT is_there THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    UPDATE sealed.subject_link SET revoked_at = happened_at
        WHERE subject_id = asked_subject AND revoked_at IS NULL;
    INSERT INTO sealed.subject_link (id, compartment_id, subject_id, token_hash, word_hash,
                                     made_by, made_at, lasts_until, tries)
        VALUES (gen_random_uuid(), asked_compartment, asked_subject, token, word,
                wall.account(), happened_at, ends_at, 0);
END $$;

-- What people who look after the subject may know of its link; never the token or the word.
CREATE OR REPLACE FUNCTION wall.link_of(asked_subject uuid)
RETURNS TABLE (made_by uuid, made_at timestamptz, lasts_until timestamptz,
               opened_at timestamptz, locked_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT l.made_by, l.made_at, l.lasts_until, l.opened_at, l.locked_at FROM sealed.subject_link l
    WHERE l.subject_id = asked_subject AND l.revoked_at IS NULL
      AND l.compartment_id = ANY((SELECT wall.compartments())::uuid[])
$$;

CREATE OR REPLACE FUNCTION wall.revoke_link(asked_subject uuid, happened_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.subject_link SET revoked_at = happened_at
    WHERE subject_id = asked_subject AND revoked_at IS NULL
      AND compartment_id = ANY((SELECT wall.compartments())::uuid[])
$$;

-- Let a link last longer, because its subject's last date moved; it never lasts shorter.
CREATE OR REPLACE FUNCTION wall.extend_link(asked_subject uuid, ends_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.subject_link SET lasts_until = greatest(lasts_until, ends_at)
    WHERE subject_id = asked_subject AND revoked_at IS NULL
      AND compartment_id = ANY((SELECT wall.compartments())::uuid[])
$$;

-- Take one try: it is counted before the word is looked at, so that many at once are many. Nothing
-- comes back where there is no link, or one that may not be tried.
CREATE OR REPLACE FUNCTION wall.try_link(token bytea, at_most integer, happened_at timestamptz)
RETURNS TABLE (id uuid, subject_id uuid, word_hash text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.subject_link l SET tries = l.tries + 1
    WHERE l.token_hash = token AND l.revoked_at IS NULL AND l.locked_at IS NULL
      AND l.lasts_until > happened_at AND l.tries < at_most
    RETURNING l.id, l.subject_id, l.word_hash
$$;

-- The word was wrong, or there was nothing to try. The last try that is allowed locks the link and
-- tells the compartment of its subject.
CREATE OR REPLACE FUNCTION wall.link_not_opened(
    token bytea, at_most integer, happened_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH locked AS (
        UPDATE sealed.subject_link SET locked_at = happened_at
        WHERE token_hash = token AND revoked_at IS NULL AND locked_at IS NULL
          AND lasts_until > happened_at AND tries >= at_most
        RETURNING compartment_id, subject_id)
    INSERT INTO sealed.work (kind, compartment_id, due_at, subject_id, subject_version)
        SELECT 'link_locked', compartment_id, happened_at, subject_id, 0 FROM locked
$$;

-- The word was right: earlier tries count no more, and one browser may see the page until it is left
-- or is over. What is over of this link is forgotten.
CREATE OR REPLACE FUNCTION wall.link_opened(
    link uuid, token bytea, happened_at timestamptz, over_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE sealed.subject_link SET tries = 0, opened_at = happened_at
        WHERE id = link AND revoked_at IS NULL AND locked_at IS NULL;
    IF NOT FOUND THEN RETURN; END IF;
    DELETE FROM sealed.opened_link
        WHERE link_id = link AND (ends_at <= happened_at OR ended_at IS NOT NULL);
    INSERT INTO sealed.opened_link (token_hash, link_id, opened_at, ends_at)
        VALUES (token, link, happened_at, over_at);
END $$;

-- Whose page a browser that opened a link may still see: nobody's once it left or stayed too long, or
-- once the link is revoked, locked or over.
CREATE OR REPLACE FUNCTION wall.subject_of_opening(token bytea, happened_at timestamptz)
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT l.subject_id FROM sealed.opened_link o JOIN sealed.subject_link l ON l.id = o.link_id
    WHERE o.token_hash = token AND o.ended_at IS NULL AND o.ends_at > happened_at
      AND l.revoked_at IS NULL AND l.locked_at IS NULL AND l.lasts_until > happened_at
$$;

CREATE OR REPLACE FUNCTION wall.end_opening(token bytea, happened_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE sealed.opened_link SET ended_at = happened_at
    WHERE token_hash = token AND ended_at IS NULL
$$;
