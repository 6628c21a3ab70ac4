package dev.trainyard.deployment.secret;

/** A secret as the database has it: encrypted. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares ciphertexts.
record SecretRow(String user, String name, String keyId, byte[] value) {}
