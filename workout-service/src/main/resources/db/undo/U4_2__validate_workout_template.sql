-- Nothing to undo: a constraint that was validated is the same constraint.
SELECT;
