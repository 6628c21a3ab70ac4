DROP INDEX ix_note_created_at;
