package dev.trainyard.training.oauth;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the provider has put into the address that it sent the user back to.
 *
 * @param state as it stands there
 * @param code as it stands there
 * @param scope as it stands there: what the user has agreed to, where the provider says that nowhere else, as Strava
 */
@Schema(examples = """
        {"state": "mVvBo6fTMh0o4kHGkM1M4J0cYVtmJc9yBbPpe6qj1lM", "code": "a1b2c3d4e5", "scope": "read,activity:read_all"}""")
record CallbackDraft(
        @NotNull @Size(min = 1, max = 128) String state,
        @NotNull @Size(min = 1, max = 2048) String code,
        @Size(max = 2048) String scope) {

    /** Without what it says. */
    @Override
    public String toString() {
        return "CallbackDraft";
    }
}
