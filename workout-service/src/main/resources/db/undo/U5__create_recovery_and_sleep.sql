DROP TABLE sleep;
DROP TABLE recovery;
