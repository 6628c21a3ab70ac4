package dev.trainyard.training.token;

import dev.trainyard.training.tokenaudit.AuditOutcome;
import java.util.Optional;

/** What came of loading a token; there is one if it was a success. */
record LoadedToken(TokenReference of, AuditOutcome outcome, Optional<StoredToken> token) {}
