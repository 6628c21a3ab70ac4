DROP TRIGGER tr_deployment_changed ON deployment;
DROP FUNCTION tell_of_changed_deployment();
