package dev.trainyard.training.tokenaudit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is done with a user's token, under the name that the audit keeps for ever. */
public enum AuditOperation {
    SAVE,
    LOAD,
    DELETE,
    BATCH_SAVE,
    BATCH_LOAD,
    /** A token is replaced by the one that its provider gave for it. */
    REFRESH,
    /** A provider is asked for the first token, with the code that the user brought. */
    AUTHORIZE,
    /** The user has withdrawn the permission at the provider, which says so. */
    DEAUTHORIZE;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
