DROP MATERIALIZED VIEW exercise_trends;
DROP TABLE trend_refresh;
DROP TABLE trend_version;
