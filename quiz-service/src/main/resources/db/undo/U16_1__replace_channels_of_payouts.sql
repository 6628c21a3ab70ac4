-- The service's role, whose name differs.
DO $$
DECLARE
    role text;
BEGIN
    FOR role IN
        SELECT grantee FROM information_schema.column_privileges
        WHERE table_schema = current_schema() AND table_name = 'reward_distribution' AND column_name = 'channel_id'
          AND privilege_type = 'UPDATE' AND grantee <> current_user
    LOOP
        EXECUTE format('REVOKE UPDATE (channel_id) ON reward_distribution FROM %I', role);
    END LOOP;
END
$$;
