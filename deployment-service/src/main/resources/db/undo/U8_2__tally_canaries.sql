DROP TABLE canary_tally;
