-- What signing in needs of one account, found by its e-mail address; nobody else's.

CREATE OR REPLACE FUNCTION wall.sign_in_facts(asked_email text)
RETURNS TABLE (account_id uuid, password_hash text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.account_id, c.password_hash
    FROM sealed.credential c JOIN public.account a ON a.id = c.account_id
    WHERE c.email = lower(asked_email) AND a.ended_at IS NULL AND a.kind = 'person'
$$;
