package dev.trainyard.training.token;

/** A token, and where it is to be kept. */
record TokenSave(TokenReference of, TokenDraft token) {}
