package dev.trainyard.training.token;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A token as it is to be kept.
 *
 * @param details goes to the audit as it is: never a secret; null for nothing
 */
@KeepableToken
@Schema(examples = """
        {"accessToken": "a4b945687g", "refreshToken": "e5n567567", "expiresAt": "2026-11-21T22:00:00Z",
         "scopes": ["activity:read_all"], "details": "Connected in the app"}
        """)
public record TokenDraft(
        @NotNull @Size(min = 1, max = 4096) @Pattern(regexp = VISIBLE, message = VISIBLE_RULE)
        String accessToken,

        @Size(min = 1, max = 4096) @Pattern(regexp = VISIBLE, message = VISIBLE_RULE)
        String refreshToken,

        Instant expiresAt,

        @Size(max = 50)
        List<
                        @NotNull @Size(min = 1, max = 100)
                        @Pattern(regexp = "[\\x21-\\x7e]*", message = "must be visible ASCII characters") String>
                scopes,

        @Size(min = 1, max = 1000) @Schema(description = "For the audit; no secret", examples = "Connected in the app")
        String details) {

    /** What OAuth makes tokens of: RFC 6749, appendix A. */
    private static final String VISIBLE = "[\\x20-\\x7e]*";

    private static final String VISIBLE_RULE = "must be printable ASCII characters";

    public TokenDraft {
        scopes = scopes == null ? List.of() : scopes;
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "TokenDraft[expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
    }
}
