-- A column gets another name in two versions. This one has both columns; whoever writes one writes both, so that the
-- version before, which knows the old one alone, and this one see the same.
ALTER TABLE workout ADD COLUMN title text;

CREATE FUNCTION carry_title() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.title := coalesce(NEW.title, NEW.name);
        NEW.name := NEW.title;
    ELSIF NEW.title IS DISTINCT FROM OLD.title THEN
        NEW.name := NEW.title;
    ELSE
        NEW.title := NEW.name;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER carry_title BEFORE INSERT OR UPDATE ON workout FOR EACH ROW EXECUTE FUNCTION carry_title();

CREATE TABLE workout_tag (
    user_id    text NOT NULL,
    workout_id uuid NOT NULL,
    tag        text NOT NULL,
    CONSTRAINT pk_workout_tag PRIMARY KEY (user_id, workout_id, tag)
);
