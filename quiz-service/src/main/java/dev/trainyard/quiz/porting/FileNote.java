package dev.trainyard.quiz.porting;

/**
 * Something about a record of a file.
 *
 * @param line where the record begins, counted from 1
 * @param reason in words, for a person
 */
record FileNote(int line, String reason) {}
