-- Separation groups and compartments: ids are keyed hashes, so there is no row to find or lock.

CREATE OR REPLACE FUNCTION sealed.keyed_id(message text)
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(substring(sealed.mac('identity', 'identity', convert_to(message, 'UTF8'))
        FROM 1 FOR 16), 'hex')::uuid
$$;

CREATE OR REPLACE FUNCTION sealed.canonical_group(identifier text)
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(a.canonical_group_id, g.id)
    FROM (SELECT sealed.keyed_id('group|' || identifier) AS id) g
    LEFT JOIN sealed.group_alias a ON a.group_id = g.id
$$;

CREATE OR REPLACE FUNCTION sealed.compartment(group_id uuid, party text)
RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT sealed.keyed_id('compartment|' || group_id || '|' || party)
$$;

-- The separation group of a normalised identifier, known or not: the same work either way.
CREATE OR REPLACE FUNCTION wall.group_of(identifier text)
RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF wall.account() IS NULL THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN sealed.canonical_group(identifier);
END $$;

-- The same of many identifiers, each once.
CREATE OR REPLACE FUNCTION wall.groups_of(identifiers text[])
RETURNS TABLE (identifier text, group_id uuid)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF wall.account() IS NULL THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT i, coalesce(a.canonical_group_id, g.own)
        FROM (SELECT DISTINCT i, sealed.keyed_id('group|' || i) AS own FROM unnest(identifiers) i) g
        LEFT JOIN sealed.group_alias a ON a.group_id = g.own;
END $$;

DROP FUNCTION IF EXISTS wall.publish_group(text[], timestamptz);
DROP FUNCTION IF EXISTS sealed.join_allegiances(uuid[], uuid, timestamptz);

-- Identifiers that a published list shows together are one group. Given is a JSON list of such lists;
-- answered is the group of each, by its place. People found on two sides of a joined group are told
-- to the conflicts officer; both rows stand, nobody gains a side. Each round joins every list that
-- shares no group with an earlier one still waiting, so the end is as if each was joined in turn.
CREATE OR REPLACE FUNCTION wall.publish_groups(lists jsonb, happened_at timestamptz)
RETURNS TABLE (place bigint, joined_group uuid) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    waiting bigint[];
    places bigint[];
    alone uuid[];
    groups uuid[];
    chosen uuid[];
BEGIN
    IF NOT (sealed.has_role(wall.account(), 'list_operator') OR sealed.is_service(wall.account()))
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    SELECT array_agg(n) INTO waiting FROM generate_series(1, jsonb_array_length(lists)) n;
    WHILE cardinality(waiting) > 0 LOOP
        WITH named AS (
            SELECT n, m, sealed.keyed_id('group|' || i.identifier) AS own
            FROM jsonb_array_elements(lists) WITH ORDINALITY l(identifiers, n)
            JOIN unnest(waiting) w(n) USING (n)
            CROSS JOIN jsonb_array_elements_text(l.identifiers) WITH ORDINALITY i(identifier, m)),
        known AS (
            SELECT n, m, own, coalesce(a.canonical_group_id, own) AS g
            FROM named LEFT JOIN sealed.group_alias a ON a.group_id = own),
        best AS (
            SELECT DISTINCT ON (n) n, g AS best FROM known
            ORDER BY n, NOT EXISTS (
                SELECT FROM sealed.group_alias a WHERE a.canonical_group_id = g), m),
        later AS (
            SELECT DISTINCT k.n FROM known k
            JOIN (SELECT g, min(n) AS first FROM known GROUP BY g) f USING (g)
            WHERE k.n > f.first)
        SELECT array_agg(k.n) FILTER (WHERE l.n IS NULL), array_agg(k.own) FILTER (WHERE l.n IS NULL),
               array_agg(k.g) FILTER (WHERE l.n IS NULL), array_agg(best) FILTER (WHERE l.n IS NULL),
               (SELECT array_agg(n) FROM later)
            INTO places, alone, groups, chosen, waiting
            FROM known k JOIN best USING (n) LEFT JOIN later l USING (n);
        UPDATE sealed.group_alias a SET canonical_group_id = j.c
            FROM (SELECT DISTINCT g, c FROM unnest(groups, chosen) t(g, c)) j
            WHERE a.canonical_group_id = j.g AND j.g <> j.c;
        INSERT INTO sealed.group_alias AS a (group_id, canonical_group_id)
            SELECT DISTINCT g, c FROM unnest(groups || alone, chosen || chosen) t(g, c) ORDER BY g
            ON CONFLICT (group_id) DO UPDATE SET canonical_group_id = excluded.canonical_group_id
            WHERE a.canonical_group_id <> excluded.canonical_group_id;
        PERFORM sealed.join_allegiances(groups, chosen, happened_at);
        RETURN QUERY SELECT DISTINCT n, c FROM unnest(places, chosen) t(n, c);
    END LOOP;
END $$;

-- Two arrays side by side: each group, and the one that it is from now on.
CREATE OR REPLACE FUNCTION sealed.join_allegiances(
    groups uuid[], chosen uuid[], happened_at timestamptz)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO sealed.conflict (id, account_id, group_id, held_party, met_party, at)
        WITH held AS (
            SELECT a.*, j.c FROM sealed.allegiance a
            JOIN (SELECT DISTINCT g, c FROM unnest(groups, chosen) t(g, c)) j ON j.g = a.group_id)
        SELECT gen_random_uuid(), one.account_id, one.c, one.party, other.party, happened_at
        FROM held one JOIN held other
          ON other.account_id = one.account_id AND other.c = one.c
         AND other.group_id > one.group_id AND other.party <> one.party;
    INSERT INTO sealed.allegiance (account_id, group_id, party, since_at)
        SELECT DISTINCT ON (a.account_id, j.c) a.account_id, j.c, a.party, a.since_at
        FROM sealed.allegiance a
        JOIN (SELECT DISTINCT g, c FROM unnest(groups, chosen) t(g, c)) j ON j.g = a.group_id
        ORDER BY a.account_id, j.c, a.since_at
        ON CONFLICT (account_id, group_id) DO NOTHING;
END $$;
