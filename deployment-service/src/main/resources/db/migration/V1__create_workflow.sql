-- A workflow is a draft that its user edits; what is deployed of it are immutable versions, in tables of their own.
-- Hence "revision" for what counts the edits. user_id is the subject of the user's token.
--
-- The bounds are those of the wire, except the definition's size: jsonb writes it with other white space.
CREATE TABLE workflow (
    user_id    text        NOT NULL,
    id         uuid        NOT NULL DEFAULT uuidv7(),
    revision   bigint      NOT NULL DEFAULT 1,
    -- Compared by code points, so that a prefix is a range of the index below; and folded alike on every machine,
    -- whatever the database's own locale is.
    name       text        COLLATE pg_unicode_fast NOT NULL,
    definition jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- Read backwards this is the list, newest first: the ids are made in the order of time.
    CONSTRAINT pk_workflow PRIMARY KEY (user_id, id),
    -- Also finds the names that begin with "Untitled".
    CONSTRAINT uq_workflow_name UNIQUE (user_id, name),
    CONSTRAINT ck_workflow_name CHECK (length(name) <= 120 AND name ~ '\S'),
    CONSTRAINT ck_workflow_definition CHECK (jsonb_typeof(definition) = 'object')
);
