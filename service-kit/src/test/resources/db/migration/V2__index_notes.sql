-- Built while others write. In vain it would wait for Flyway's own transaction: then it fails here and does not hang.
SET lock_timeout = '10s';
-- What an attempt before has left, which is invalid and would be taken for the index. By its full name, since the search
-- path may have further schemas.
DROP INDEX CONCURRENTLY IF EXISTS "${flyway:defaultSchema}".ix_note_created_at;
CREATE INDEX CONCURRENTLY ix_note_created_at ON note (user_id, created_at);
RESET lock_timeout;
