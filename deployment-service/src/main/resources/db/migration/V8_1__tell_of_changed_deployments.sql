-- Tells every replica which deployment to forget. A new one is remembered nowhere, and needs no telling.
CREATE FUNCTION tell_of_changed_deployment() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_notify('deployment_changed', OLD.id::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER tr_deployment_changed AFTER UPDATE OR DELETE ON deployment
    FOR EACH ROW EXECUTE FUNCTION tell_of_changed_deployment();
