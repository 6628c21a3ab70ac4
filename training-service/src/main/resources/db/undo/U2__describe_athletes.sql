DROP TABLE athlete_heart_rate, athlete;
