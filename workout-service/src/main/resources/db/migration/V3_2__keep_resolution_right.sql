-- What each exercise stands for: said once, by a view, and kept in exercise_resolution_cache by triggers on everything
-- that the view reads.
--
-- Ships before the code that reads it: the version before makes and removes exercises as ever, and the triggers follow.
-- Making the triggers keeps exercises from being made while this runs, so that none is missed by the filling at the end.
--
-- Who makes, renames, removes or links exercises holds the advisory lock of the catalogue with others; who changes the
-- catalogue holds it alone, before any row. Otherwise an exercise that is being made could not be seen by a change of
-- the catalogue that is being made at the same moment, nor the other way round, and both would commit.

-- The chain of joins: an exercise's link, else the catalogue's name, else one of its other names; followed to what it
-- was merged into. Merges are one step deep. A link outdoes a rejection, and a rejection what the name says.
CREATE VIEW exercise_resolution AS
SELECT e.user_id, e.id AS exercise_id, coalesce(target.name, e.name) AS resolved_name, target.id AS master_exercise_id,
       CASE WHEN l.exercise_id IS NOT NULL THEN 'link'
            WHEN named.id IS NOT NULL THEN 'name'
            WHEN other.name_key IS NOT NULL THEN 'alias'
            ELSE 'own' END AS reason
FROM exercise e
LEFT JOIN exercise_link l ON l.user_id = e.user_id AND l.exercise_id = e.id
LEFT JOIN exercise_link_rejection r ON r.user_id = e.user_id AND r.exercise_id = e.id
LEFT JOIN master_exercise named
    ON named.name_key = e.name_key AND l.exercise_id IS NULL AND r.exercise_id IS NULL
LEFT JOIN master_exercise_alias other
    ON other.name_key = e.name_key AND l.exercise_id IS NULL AND r.exercise_id IS NULL AND named.id IS NULL
LEFT JOIN master_exercise meant
    ON meant.id = coalesce(l.master_exercise_id, named.id, other.master_exercise_id)
LEFT JOIN master_exercise target ON target.id = coalesce(meant.merged_into, meant.id);

-- Which exercises a change of the catalogue's names touches, whoever's they are.
CREATE INDEX ix_exercise_name_key ON exercise (name_key);

-- Names that are similar to another, or contain it.
CREATE INDEX ix_master_exercise_name_trgm ON master_exercise USING gin (name_key gin_trgm_ops);
CREATE INDEX ix_master_exercise_alias_name_trgm ON master_exercise_alias USING gin (name_key gin_trgm_ops);

-- Tells every replica whose names to forget; '*' is everybody's. A payload has at most 8000 bytes.
CREATE FUNCTION notify_resolution(user_id text) RETURNS void
    LANGUAGE sql
    RETURN pg_notify('exercise_resolution', CASE WHEN length(user_id) <= 1000 THEN user_id ELSE '*' END);

CREATE FUNCTION share_catalogue() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('master_exercise', 0));
    RETURN NULL;
END $$;

-- For whoever changes the catalogue, to be called before anything else. Not for long: exercises with new names wait.
CREATE FUNCTION lock_catalogue() RETURNS void
    LANGUAGE sql
    RETURN pg_advisory_xact_lock(hashtextextended('master_exercise', 0));

-- On the way of a set by a new name, and only there: a row trigger costs nothing while the exercise is known, and this
-- one looks its name up instead of asking the view.
CREATE FUNCTION resolve_new_exercise() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('master_exercise', 0));
    INSERT INTO exercise_resolution_cache (user_id, exercise_id, resolved_name, master_exercise_id, reason)
    SELECT NEW.user_id, NEW.id, coalesce(target.name, NEW.name), target.id,
           CASE WHEN named.id IS NOT NULL THEN 'name' WHEN other.name_key IS NOT NULL THEN 'alias' ELSE 'own' END
    FROM (VALUES (NEW.name_key)) AS made (name_key)
    LEFT JOIN master_exercise named ON named.name_key = made.name_key
    LEFT JOIN master_exercise_alias other ON other.name_key = made.name_key AND named.id IS NULL
    LEFT JOIN master_exercise meant ON meant.id = coalesce(named.id, other.master_exercise_id)
    LEFT JOIN master_exercise target ON target.id = coalesce(meant.merged_into, meant.id);
    PERFORM notify_resolution(NEW.user_id);
    RETURN NULL;
END $$;

CREATE FUNCTION resolve_renamed_exercise() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('master_exercise', 0));
    UPDATE exercise_resolution_cache held
    SET resolved_name = v.resolved_name, master_exercise_id = v.master_exercise_id, reason = v.reason
    FROM exercise_resolution v
    WHERE held.user_id = NEW.user_id AND held.exercise_id = NEW.id AND v.user_id = NEW.user_id AND v.exercise_id = NEW.id;
    PERFORM notify_resolution(NEW.user_id);
    RETURN NULL;
END $$;

CREATE FUNCTION forget_removed_exercise() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM notify_resolution(OLD.user_id);
    RETURN NULL;
END $$;

-- After links or rejections changed.
CREATE FUNCTION resolve_linked_exercises() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE exercise_resolution_cache held
    SET resolved_name = v.resolved_name, master_exercise_id = v.master_exercise_id, reason = v.reason
    FROM exercise_resolution v
    WHERE (held.user_id, held.exercise_id) IN (SELECT user_id, exercise_id FROM changed)
      AND v.user_id = held.user_id AND v.exercise_id = held.exercise_id
      AND (v.resolved_name, v.master_exercise_id, v.reason)
          IS DISTINCT FROM (held.resolved_name, held.master_exercise_id, held.reason);
    PERFORM notify_resolution(user_id) FROM (SELECT DISTINCT user_id FROM changed) AS users;
    RETURN NULL;
END $$;

-- The exercises that have one of these names or stand for one of these masters.
CREATE FUNCTION resolve_again(names text[], masters uuid[]) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE exercise_resolution_cache held
    SET resolved_name = v.resolved_name, master_exercise_id = v.master_exercise_id, reason = v.reason
    FROM exercise_resolution v
    WHERE (held.user_id, held.exercise_id) IN (
            SELECT user_id, id FROM exercise WHERE name_key = ANY (names)
            UNION
            SELECT user_id, exercise_id FROM exercise_resolution_cache WHERE master_exercise_id = ANY (masters))
      AND v.user_id = held.user_id AND v.exercise_id = held.exercise_id
      AND (v.resolved_name, v.master_exercise_id, v.reason)
          IS DISTINCT FROM (held.resolved_name, held.master_exercise_id, held.reason);
    PERFORM notify_resolution('*');
END $$;

-- Names that are new in the catalogue, or gone from it.
CREATE FUNCTION resolve_catalogue_names() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
    IF EXISTS (SELECT FROM changed) THEN
        PERFORM lock_catalogue();
        PERFORM resolve_again(ARRAY(SELECT name_key FROM changed), '{}');
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION resolve_changed_masters() RETURNS trigger
    LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
DECLARE
    names   text[];
    masters uuid[];
BEGIN
    SELECT array_agg(touched.name), array_agg(touched.master)
    INTO names, masters
    FROM before b JOIN after a USING (id),
         unnest(ARRAY[b.name_key, a.name_key], ARRAY[a.id, b.merged_into, a.merged_into]) AS touched (name, master)
    WHERE (a.name, a.merged_into) IS DISTINCT FROM (b.name, b.merged_into);
    IF names IS NOT NULL THEN
        PERFORM lock_catalogue();
        PERFORM resolve_again(names, masters);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER tr_exercise_made AFTER INSERT ON exercise
    FOR EACH ROW EXECUTE FUNCTION resolve_new_exercise();
CREATE TRIGGER tr_exercise_renamed AFTER UPDATE OF name ON exercise
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION resolve_renamed_exercise();
-- Before the rows that hang on it go, since one of them is of a table that takes this lock first.
CREATE TRIGGER tr_exercise_removing BEFORE DELETE ON exercise
    FOR EACH STATEMENT EXECUTE FUNCTION share_catalogue();
CREATE TRIGGER tr_exercise_removed AFTER DELETE ON exercise
    FOR EACH ROW EXECUTE FUNCTION forget_removed_exercise();

-- First, since the foreign keys hold rows of the catalogue that its changes wait for.
CREATE TRIGGER tr_exercise_link_changing BEFORE INSERT OR UPDATE OR DELETE ON exercise_link
    FOR EACH STATEMENT EXECUTE FUNCTION share_catalogue();
CREATE TRIGGER tr_exercise_link_made AFTER INSERT ON exercise_link
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_linked_exercises();
CREATE TRIGGER tr_exercise_link_changed AFTER UPDATE ON exercise_link
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_linked_exercises();
CREATE TRIGGER tr_exercise_link_removed AFTER DELETE ON exercise_link
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_linked_exercises();

CREATE TRIGGER tr_exercise_link_rejection_changing BEFORE INSERT OR UPDATE OR DELETE ON exercise_link_rejection
    FOR EACH STATEMENT EXECUTE FUNCTION share_catalogue();
CREATE TRIGGER tr_exercise_link_rejection_made AFTER INSERT ON exercise_link_rejection
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_linked_exercises();
CREATE TRIGGER tr_exercise_link_rejection_removed AFTER DELETE ON exercise_link_rejection
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_linked_exercises();

CREATE TRIGGER tr_master_exercise_made AFTER INSERT ON master_exercise
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_catalogue_names();
CREATE TRIGGER tr_master_exercise_changed AFTER UPDATE ON master_exercise
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION resolve_changed_masters();

CREATE TRIGGER tr_master_exercise_alias_made AFTER INSERT ON master_exercise_alias
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_catalogue_names();
-- What is not an alias any more goes, and another one comes: the triggers need not know a third way.
REVOKE UPDATE ON master_exercise_alias FROM "${appRole}";
CREATE TRIGGER tr_master_exercise_alias_removed AFTER DELETE ON master_exercise_alias
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION resolve_catalogue_names();

INSERT INTO exercise_resolution_cache (user_id, exercise_id, resolved_name, master_exercise_id, reason)
SELECT user_id, exercise_id, resolved_name, master_exercise_id, reason FROM exercise_resolution
ON CONFLICT DO NOTHING;
