-- Creates, for each service, its schema and its two roles, and closes everything else. Safe to run again.
--
-- <service>_owner  owns the schema and runs the migrations.
-- <service>_app    reads and writes the rows of that schema alone; it is the role the service works with.
--
-- Run as an administrator of the database, in the database of Trainyard, with a password for each role in a setting
-- named trainyard.<role>_password, so that no password stands in a file:
--   PGOPTIONS="-c trainyard.workout_owner_password=... -c trainyard.workout_app_password=..." psql -f roles.sql
-- The launcher and the tests run this same file over JDBC.
DO $$
DECLARE
    service text;
    role text;
BEGIN
    -- Nobody gets in by being somebody: CONNECT and the public schema are granted by name below, or not at all.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;

    FOREACH service IN ARRAY ARRAY['workout', 'training', 'deployment', 'quiz'] LOOP
        FOREACH role IN ARRAY ARRAY[service || '_owner', service || '_app'] LOOP
            IF coalesce(current_setting('trainyard.' || role || '_password', true), '') = '' THEN
                RAISE EXCEPTION 'trainyard.%_password is not set', role;
            END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                EXECUTE format('CREATE ROLE %I', role);
            END IF;
            BEGIN
                EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L',
                    role, current_setting('trainyard.' || role || '_password'));
            EXCEPTION WHEN OTHERS THEN
                -- Raised anew, since the context of the original shows the statement with the password.
                RAISE EXCEPTION 'The password of % cannot be set: %', role, SQLERRM;
            END;
            -- On the role, so that a pooler or a replaced connection URL cannot lose it.
            EXECUTE format('ALTER ROLE %I SET search_path = %I', role, service);
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
        END LOOP;

        -- To give something to a role, or set its defaults, one has to be a member of it for a moment, unless one is a
        -- superuser.
        EXECUTE format('GRANT %I TO CURRENT_USER', service || '_owner');
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', service, service || '_owner');
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', service, service || '_app');

        -- What the migrations create later.
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I',
            service || '_owner', service, service || '_app');
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I',
            service || '_owner', service, service || '_app');
        EXECUTE format('REVOKE %I FROM CURRENT_USER', service || '_owner');

        -- A statement that runs longer, or a transaction that is left open, is a mistake: end it before it holds
        -- up vacuum and others' locks. Migrations may take their time, so the owner has no limit.
        EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', service || '_app', '60s');
        EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', service || '_app', '10s');
        EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', service || '_app', '60s');
    END LOOP;

    -- Names of exercises are compared by similarity. In the schema, since the search path holds nothing else.
    CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA workout;

    -- Imports gather their rows in a temporary table; a materialized view that is refreshed concurrently is compared in
    -- one, which belongs to the view's owner.
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO workout_app, workout_owner', current_database());
END
$$;
