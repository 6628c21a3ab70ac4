-- A version later, when no process is left that knows the old column.
DROP TRIGGER carry_title ON workout;
DROP FUNCTION carry_title;
ALTER TABLE workout DROP COLUMN name;
