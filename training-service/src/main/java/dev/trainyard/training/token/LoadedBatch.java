package dev.trainyard.training.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.training.tokenaudit.AuditOutcome;
import java.util.List;

/** What there is at each place that was asked for, in the same order. */
record LoadedBatch(List<Item> tokens) {

    /**
     * One of them.
     *
     * @param outcome {@code success}, {@code not-found} or {@code unreadable}
     * @param token there in case of success
     */
    record Item(
            String user,
            String provider,
            AuditOutcome outcome,
            @JsonInclude(JsonInclude.Include.NON_NULL) TokenSecrets token) {

        static Item of(LoadedToken loaded) {
            return new Item(
                    loaded.of().user(),
                    loaded.of().provider(),
                    loaded.outcome(),
                    loaded.token().map(TokenSecrets::of).orElse(null));
        }
    }

    static LoadedBatch of(List<LoadedToken> loaded) {
        return new LoadedBatch(loaded.stream().map(Item::of).toList());
    }
}
