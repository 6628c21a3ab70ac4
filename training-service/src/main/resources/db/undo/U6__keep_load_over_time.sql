DROP TRIGGER tr_activity_load_inserted ON activity_load;
DROP TRIGGER tr_activity_load_updated ON activity_load;
DROP TRIGGER tr_activity_load_deleted ON activity_load;
DROP TABLE load_recompute_chunk, load_recompute, load_change, load_day, load_gap;
DROP FUNCTION note_load_change(), note_load_gap();
DROP AGGREGATE load_recursion(double precision, double precision[]);
DROP FUNCTION step_load_recursion(double precision[], double precision, double precision[]);
