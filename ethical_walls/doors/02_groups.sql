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

-- Identifiers that a published list shows together are one group. People found on two sides of
-- the joined group are told to the conflicts officer; both rows stand, nobody gains a side.
CREATE OR REPLACE FUNCTION wall.publish_group(identifiers text[], happened_at timestamptz)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    groups uuid[];
    chosen uuid;
BEGIN
    IF NOT (sealed.has_role(wall.account(), 'list_operator') OR sealed.is_service(wall.account()))
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    SELECT array_agg(DISTINCT sealed.canonical_group(i)) INTO groups FROM unnest(identifiers) i;
    SELECT coalesce(
        (SELECT sealed.canonical_group(i) FROM unnest(identifiers) WITH ORDINALITY t(i, n)
         JOIN sealed.group_alias a ON a.canonical_group_id = sealed.canonical_group(i)
         ORDER BY n LIMIT 1),
        sealed.canonical_group(identifiers[1])) INTO chosen;
    UPDATE sealed.group_alias SET canonical_group_id = chosen
        WHERE canonical_group_id = ANY(groups) AND canonical_group_id <> chosen;
    INSERT INTO sealed.group_alias (group_id, canonical_group_id)
        SELECT DISTINCT g, chosen FROM (
            SELECT unnest(groups) AS g
            UNION SELECT sealed.keyed_id('group|' || i) FROM unnest(identifiers) i) every
        ON CONFLICT (group_id) DO UPDATE SET canonical_group_id = chosen;
    IF cardinality(groups) > 1 THEN PERFORM sealed.join_allegiances(groups, chosen, happened_at); END IF;
    RETURN chosen;
END $$;

CREATE OR REPLACE FUNCTION sealed.join_allegiances(
    groups uuid[], chosen uuid, happened_at timestamptz)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sealed.conflict (id, account_id, group_id, held_party, met_party, at)
        SELECT gen_random_uuid(), one.account_id, chosen, one.party, other.party, happened_at
        FROM sealed.allegiance one JOIN sealed.allegiance other
          ON other.account_id = one.account_id AND other.group_id > one.group_id
         AND other.party <> one.party
        WHERE one.group_id = ANY(groups) AND other.group_id = ANY(groups);
    INSERT INTO sealed.allegiance (account_id, group_id, party, since_at)
        SELECT DISTINCT ON (account_id) account_id, chosen, party, since_at
        FROM sealed.allegiance WHERE group_id = ANY(groups) ORDER BY account_id, since_at
        ON CONFLICT (account_id, group_id) DO NOTHING
$$;
