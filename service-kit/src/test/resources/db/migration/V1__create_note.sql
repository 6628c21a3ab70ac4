-- What the kit's own tests write.
CREATE TABLE note (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    title      text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_note PRIMARY KEY (user_id, id),
    CONSTRAINT ck_note_title CHECK (title <> 'refused by database')
);
