DROP TRIGGER tr_quiz_deleted ON quiz;
DROP TRIGGER tr_quiz_changed ON quiz;
DROP FUNCTION tell_of_changed_quiz();
DROP INDEX ix_quiz_closes_at;
ALTER TABLE quiz DROP CONSTRAINT ck_quiz_host_order;
