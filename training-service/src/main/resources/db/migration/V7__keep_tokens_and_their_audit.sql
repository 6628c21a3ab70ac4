-- The tokens with which a user lets us use a provider (Strava, WHOOP, …). Each value is AES-256-GCM under the key that
-- key_id names, with its nonce in front, and bound to its user, provider and column: of no use in another place. The
-- keys are not in this database.
CREATE TABLE provider_token (
    user_id       text        NOT NULL,
    provider      text        NOT NULL,
    -- Another one with every change of the token, and never one of before: what a replacement compares with what it read.
    version       uuid        NOT NULL DEFAULT uuidv7(),
    key_id        text        NOT NULL,
    access_token  bytea       NOT NULL,
    refresh_token bytea,
    expires_at    timestamptz,
    -- As OAuth writes them: separated by blanks.
    scopes        text        NOT NULL,
    saved_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_provider_token PRIMARY KEY (user_id, provider),
    CONSTRAINT ck_provider_token_provider CHECK (provider ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    CONSTRAINT ck_provider_token_key_id CHECK (length(key_id) BETWEEN 1 AND 32),
    CONSTRAINT ck_provider_token_access_token CHECK (length(access_token) BETWEEN 29 AND 5000),
    CONSTRAINT ck_provider_token_refresh_token CHECK (length(refresh_token) BETWEEN 29 AND 5000),
    CONSTRAINT ck_provider_token_scopes CHECK (length(scopes) <= 8192)
);

-- What is still under an old key: to bring it under the new one, and to know when the old one may go.
CREATE INDEX ix_provider_token_key ON provider_token (key_id, user_id, provider);

-- Everything that was done with a user's tokens, or tried. Rows are chained: each has the hash of the one before and of
-- itself, see token_audit_chain. They can be added, by append_token_audit, and neither changed nor removed but with their
-- whole month.
CREATE TABLE token_audit_log (
    user_id        text        NOT NULL,
    -- 1, 2, 3, … of each user. Never smaller at a later time, so that what is dropped with a month is a beginning.
    sequence       bigint      NOT NULL,
    at             timestamptz NOT NULL,
    operation      text        NOT NULL,
    -- 'success', or why not.
    outcome        text        NOT NULL,
    provider       text        NOT NULL,
    -- Who did it: the subject of a token, or the name of a job of ours.
    actor          text        NOT NULL,
    client_address text,
    user_agent     text,
    details        text,
    hash           bytea       NOT NULL,
    -- Has to name the column of the partitions. That no number is there twice follows from the lock of the head.
    CONSTRAINT pk_token_audit_log PRIMARY KEY (user_id, sequence, at),
    CONSTRAINT ck_token_audit_log_operation CHECK (length(operation) BETWEEN 1 AND 32),
    CONSTRAINT ck_token_audit_log_outcome CHECK (length(outcome) BETWEEN 1 AND 64),
    CONSTRAINT ck_token_audit_log_provider CHECK (length(provider) BETWEEN 1 AND 63),
    CONSTRAINT ck_token_audit_log_actor CHECK (length(actor) BETWEEN 1 AND 255),
    CONSTRAINT ck_token_audit_log_client_address CHECK (length(client_address) BETWEEN 1 AND 64),
    CONSTRAINT ck_token_audit_log_user_agent CHECK (length(user_agent) BETWEEN 1 AND 512),
    CONSTRAINT ck_token_audit_log_details CHECK (length(details) BETWEEN 1 AND 1000),
    CONSTRAINT ck_token_audit_log_hash CHECK (length(hash) = 32)
) PARTITION BY RANGE (at);

-- Where each user's chain goes on. Its lock makes the next number one's own; users are locked in their order.
CREATE TABLE token_audit_head (
    user_id  text        NOT NULL,
    sequence bigint      NOT NULL DEFAULT 0,
    hash     bytea       NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    at       timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT pk_token_audit_head PRIMARY KEY (user_id)
);

-- Where what is left of each user's chain begins: at the last row that was dropped with its month.
CREATE TABLE token_audit_anchor (
    user_id  text   NOT NULL,
    sequence bigint NOT NULL,
    hash     bytea  NOT NULL,
    CONSTRAINT pk_token_audit_anchor PRIMARY KEY (user_id)
);

-- What is hashed of a row: each value with its length in front, so that no two rows read the same. AuditChain says the
-- same in Java; neither may ever change. Plain expressions, which become part of the statement that uses them.
CREATE FUNCTION token_audit_value(value text)
RETURNS text LANGUAGE sql STABLE
RETURN coalesce(octet_length(value) || ':' || value, '-');

CREATE FUNCTION token_audit_body(
    user_id text, sequence bigint, at timestamptz, operation text, outcome text, provider text, actor text,
    client_address text, user_agent text, details text)
RETURNS bytea LANGUAGE sql STABLE
RETURN convert_to(
    token_audit_value(user_id) || ',' || token_audit_value(sequence::text) || ','
    || token_audit_value((extract(epoch FROM at) * 1000000)::bigint::text) || ',' || token_audit_value(operation) || ','
    || token_audit_value(outcome) || ',' || token_audit_value(provider) || ',' || token_audit_value(actor) || ','
    || token_audit_value(client_address) || ',' || token_audit_value(user_agent) || ',' || token_audit_value(details),
    'UTF8');

CREATE FUNCTION token_audit_link(before bytea, first bytea, body bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE
RETURN sha256(coalesce(before, first) || body);

-- The hash of a row after others: over the hash of the row before, which is the first argument for the first of them.
CREATE AGGREGATE token_audit_chain(bytea, bytea) (SFUNC = token_audit_link, STYPE = bytea);

-- Makes the partitions of this month and the next three, as far as they are not there; how many it made. Attaching one
-- lets others read and write meanwhile, which creating it as a partition would not.
CREATE FUNCTION keep_token_audit_partitions()
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = "${flyway:defaultSchema}", pg_temp
SET lock_timeout = '2s'
AS $$
DECLARE
    month timestamp;
    child text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('token_audit_partitions', 0));
    FOR month IN
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month' FROM generate_series(0, 3) AS n
    LOOP
        child := 'token_audit_log_' || to_char(month, 'YYYY_MM');
        IF to_regclass(quote_ident(child)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE token_audit_log INCLUDING ALL)', child);
            -- What the schema gives the service on new tables.
            EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I FROM ${appRole}', child);
            EXECUTE format('ALTER TABLE token_audit_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                child, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END
$$;

-- Drops the months whose last day is 90 days ago, oldest first, and keeps where each user's chain goes on after them; how
-- many it dropped. How long is no parameter: who may call this can make nothing younger disappear.
--
-- Anchors are a table of their own, since whoever adds a row has its head locked when it comes to the partitions.
CREATE FUNCTION drop_token_audit_partitions()
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = "${flyway:defaultSchema}", pg_temp
SET lock_timeout = '2s'
AS $$
DECLARE
    child text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('token_audit_partitions', 0));
    FOR child IN
        SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
        WHERE inhparent = 'token_audit_log'::regclass
          AND to_date(right(relname, 7), 'YYYY_MM') + interval '1 month' <= (now() - interval '90 days') AT TIME ZONE 'UTC'
        ORDER BY relname
    LOOP
        EXECUTE format('
            INSERT INTO token_audit_anchor (user_id, sequence, hash)
            SELECT DISTINCT ON (user_id) user_id, sequence, hash FROM %I ORDER BY user_id, sequence DESC
            ON CONFLICT (user_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash', child);
        EXECUTE format('DROP TABLE %I', child);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

-- Adds rows that one actor caused, any number of any users, in the order of the arrays. A transaction calls it once, last.
CREATE FUNCTION append_token_audit(
    users text[], providers text[], operations text[], outcomes text[], remarks text[],
    by_actor text, from_address text, with_agent text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = "${flyway:defaultSchema}", pg_temp
AS $$
DECLARE
    moment timestamptz;
BEGIN
    -- After months without anybody who made partitions.
    IF to_regclass('token_audit_log_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')) IS NULL THEN
        PERFORM keep_token_audit_partitions();
    END IF;

    -- Locks the heads in one order, and makes those that are not there; changes none.
    INSERT INTO token_audit_head (user_id)
    SELECT DISTINCT u FROM unnest(users) AS u ORDER BY u
    ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id WHERE false;

    moment := clock_timestamp();
    WITH entry AS (
        SELECT e.*, head.hash AS first,
               head.sequence + row_number() OVER (PARTITION BY e.user_id ORDER BY e.place) AS sequence,
               greatest(head.at, moment) AS at
        FROM unnest(users, providers, operations, outcomes, remarks) WITH ORDINALITY
             AS e (user_id, provider, operation, outcome, details, place)
        JOIN token_audit_head head ON head.user_id = e.user_id
    ), chained AS MATERIALIZED (
        SELECT entry.*,
               token_audit_chain(first, token_audit_body(user_id, sequence, at, operation, outcome, provider, by_actor,
                                                         from_address, with_agent, details))
                   OVER (PARTITION BY user_id ORDER BY sequence) AS hash
        FROM entry
    ), moved AS (
        UPDATE token_audit_head head SET sequence = last.sequence, hash = last.hash, at = last.at
        FROM (SELECT DISTINCT ON (user_id) user_id, sequence, hash, at
              FROM chained ORDER BY user_id, sequence DESC) AS last
        WHERE head.user_id = last.user_id
    )
    INSERT INTO token_audit_log (user_id, sequence, at, operation, outcome, provider, actor, client_address, user_agent,
                                 details, hash)
    SELECT user_id, sequence, at, operation, outcome, provider, by_actor, from_address, with_agent, details, hash
    FROM chained;
END
$$;

SELECT keep_token_audit_partitions();

-- The service reads the audit, and adds to it by the functions alone.
REVOKE INSERT, UPDATE, DELETE ON token_audit_log, token_audit_head, token_audit_anchor FROM ${appRole};
REVOKE EXECUTE ON FUNCTION keep_token_audit_partitions, drop_token_audit_partitions, append_token_audit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_token_audit_partitions, drop_token_audit_partitions, append_token_audit TO ${appRole};
