-- What playing needs beyond the tables themselves. Only adds.

-- How many players a quiz has, which is what keeps it to as many as it may have: joining counts one here, and waits for
-- whoever does so at the same moment. Not a column of quiz: a change of that row is told to every replica, and keeps the
-- host waiting.
CREATE TABLE quiz_seats (
    creator_id text    NOT NULL,
    quiz_id    uuid    NOT NULL,
    taken      integer NOT NULL,
    CONSTRAINT pk_quiz_seats PRIMARY KEY (creator_id, quiz_id),
    CONSTRAINT fk_quiz_seats_quiz FOREIGN KEY (creator_id, quiz_id) REFERENCES quiz (user_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_quiz_seats_taken CHECK (taken BETWEEN 1 AND 100000)
) WITH (fillfactor = 50);

-- Counts the times that answers of an attempt were saved. A statement that had to wait for another one of the same attempt
-- has read its answers before that one wrote: it knows so by this number, stores nothing, and is run again.
ALTER TABLE attempt ADD COLUMN saves integer NOT NULL DEFAULT 0;
