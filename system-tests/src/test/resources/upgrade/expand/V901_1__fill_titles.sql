-- What was there before the trigger. On its own, so that nothing but these rows is locked for as long as it takes.
UPDATE workout SET title = name WHERE title IS DISTINCT FROM name;
