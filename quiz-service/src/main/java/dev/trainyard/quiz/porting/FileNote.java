package dev.trainyard.quiz.porting;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something about a record of a file.
 *
 * @param line where the record begins, counted from 1
 * @param reason in words, for a person
 */
@RegisterForReflection // As ImportView.
record FileNote(int line, String reason) {}
