DROP TABLE answer, shown_question, attempt, player;
