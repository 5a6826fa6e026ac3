-- Forms half filled in: each account keeps, reads and drops its own, and meets nobody else's.

-- Keep a draft; the same form saved again takes its own place. Older ones than a fortnight go, and the
-- oldest beyond twenty.
CREATE OR REPLACE FUNCTION wall.keep_draft(draft uuid, words jsonb, happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE writer uuid := wall.account();
BEGIN
    IF writer IS NULL OR wall.subject() IS NOT NULL
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    INSERT INTO sealed.draft (account_id, id, payload, saved_at)
        VALUES (writer, draft, words, happened_at)
        ON CONFLICT (account_id, id) DO UPDATE
        SET payload = excluded.payload, saved_at = excluded.saved_at;
    DELETE FROM sealed.draft d WHERE d.account_id = writer
        AND (d.saved_at < happened_at - interval '14 days' OR d.id IN (
            SELECT o.id FROM sealed.draft o WHERE o.account_id = writer
            ORDER BY o.saved_at DESC, o.id OFFSET 20));
END $$;

CREATE OR REPLACE FUNCTION wall.drafts(until timestamptz)
RETURNS TABLE (id uuid, payload jsonb, saved_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.id, d.payload, d.saved_at FROM sealed.draft d
    WHERE d.account_id = wall.account() AND d.saved_at >= until - interval '14 days'
    ORDER BY d.saved_at DESC, d.id
$$;

CREATE OR REPLACE FUNCTION wall.drop_draft(draft uuid)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM sealed.draft d WHERE d.account_id = wall.account() AND d.id = draft
$$;
