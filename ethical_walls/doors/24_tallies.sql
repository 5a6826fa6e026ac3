-- Counts as of a midnight: written by each compartment's own job, read as sums that are not small.

-- The first count of a day stands, so that what happened since midnight cannot be told from two. Five
-- weeks are kept.
CREATE OR REPLACE FUNCTION wall.keep_count(day date, thing text, whose uuid, how_many integer)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM sealed.tally
        WHERE compartment_id = sealed.job_compartment() AND counted_on < day - 35;
    INSERT INTO sealed.tally (compartment_id, counted_on, measure, account_id, number)
        VALUES (sealed.job_compartment(), day, thing, whose, how_many)
        ON CONFLICT (compartment_id, counted_on, measure, account_id) DO NOTHING
$$;

-- A sum is told as the fives it holds, and one under five not at all: two sums of which one is part of
-- the other, or of two days, then tell nothing of one person.
CREATE OR REPLACE FUNCTION sealed.unless_small(number bigint)
RETURNS integer LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN number >= 5 THEN (number / 5 * 5)::integer END
$$;

-- Whoever belongs to a party of a case could take their own side's number away from one of all sides.
CREATE OR REPLACE FUNCTION sealed.late_of(who uuid)
RETURNS integer LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN sealed.stands_apart(wall.account())
        THEN sealed.unless_small(sum(t.number)) END FROM sealed.tally t
    WHERE t.account_id = who AND t.measure = 'late'
      AND t.counted_on = (SELECT max(l.counted_on) FROM sealed.tally l)
$$;

CREATE OR REPLACE FUNCTION wall.sums(day date)
RETURNS TABLE (measure text, number integer) LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT coalesce(sealed.has_role(wall.account(), 'service_manager'), false)
    THEN RAISE 'not allowed' USING ERRCODE = '42501'; END IF;
    RETURN QUERY SELECT t.measure, sealed.unless_small(sum(t.number))
        FROM sealed.tally t WHERE t.counted_on = day AND sealed.stands_apart(wall.account())
        GROUP BY t.measure;
END $$;
