ALTER TABLE attempt DROP COLUMN saves;
DROP TABLE quiz_seats;
