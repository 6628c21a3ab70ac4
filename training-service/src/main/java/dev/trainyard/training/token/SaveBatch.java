package dev.trainyard.training.token;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tokens of many users to be saved together. */
@Schema(examples = """
        {"tokens": [{"user": "ada", "provider": "strava",
                     "token": {"accessToken": "a4b945687g", "refreshToken": "e5n567567"}}]}
        """)
record SaveBatch(
        @NotNull @Size(min = 1, max = SaveBatch.MAX) List<@NotNull @Valid Item> tokens) {

    static final int MAX = 1000;

    /** One of them. */
    record Item(
            @NotNull
            @Size(min = 1, max = 255)
            @Pattern(regexp = TokenReference.USER, message = TokenReference.USER_RULE)
            @Schema(examples = "ada")
            String user,

            @NotNull
            @Pattern(regexp = TokenReference.PROVIDER, message = TokenReference.PROVIDER_RULE)
            @Schema(examples = "strava")
            String provider,

            @NotNull @Valid TokenDraft token) {

        TokenReference of() {
            return new TokenReference(user, provider);
        }
    }

    List<TokenSave> saves() {
        return tokens.stream()
                .map(item -> new TokenSave(item.of(), item.token()))
                .toList();
    }
}
