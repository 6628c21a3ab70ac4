DROP TABLE question;
DROP DOMAIN answer_text;
DROP TABLE quiz;
