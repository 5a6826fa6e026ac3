-- Who looked: added through one door, changed by nobody.

CREATE OR REPLACE FUNCTION wall.looked(
    asked_act text, subject uuid, came_of_it text, happened_at timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO sealed.look (at, account_id, act, subject_id, outcome)
    VALUES (happened_at, wall.account(), asked_act, subject, came_of_it)
$$;

CREATE OR REPLACE FUNCTION sealed.refuse_change()
RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE 'the access log is never changed' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE TRIGGER look_is_never_changed
    BEFORE UPDATE OR DELETE ON sealed.look FOR EACH ROW EXECUTE FUNCTION sealed.refuse_change();
CREATE OR REPLACE TRIGGER look_is_never_emptied
    BEFORE TRUNCATE ON sealed.look FOR EACH STATEMENT EXECUTE FUNCTION sealed.refuse_change();
