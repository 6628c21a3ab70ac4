package dev.trainyard.quiz.channel;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.outward.AddressRules;
import dev.trainyard.kit.outward.OutwardFailure;
import dev.trainyard.kit.outward.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a channel of each kind needs, and must not have. What is wrong is told without what was sent. */
@ApplicationScoped
class ChannelRules {

    static final String NOT_BLANK = "(?s).*\\S.*";

    private static final int MOST_OF_A_URL = 2_000;
    // It becomes a part of a path.
    private static final Pattern BOT_TOKEN = Pattern.compile("\\d{1,20}:[A-Za-z0-9_-]{20,100}");
    private static final Pattern TELEGRAM_CHAT = Pattern.compile("-?[1-9]\\d{0,17}|@[A-Za-z0-9_]{4,32}");

    private final AddressRules addresses;

    ChannelRules(AddressRules addresses) {
        this.addresses = addresses;
    }

    /**
     * Checks what a channel is to be.
     *
     * @throws Problem 400 that names all that is wrong
     */
    void check(ChannelDraft draft) {
        List<Violation> violations = new ArrayList<>();
        if (draft.kind() == ChannelKind.TELEGRAM && draft.botToken() == null) {
            violations.add(Violation.inBody("/botToken", "must be there for telegram"));
        }
        if (draft.kind() == ChannelKind.WEBHOOK && draft.url() == null) {
            violations.add(Violation.inBody("/url", "must be there for webhook"));
        }
        check(draft.kind(), draft.botToken(), draft.url(), violations);
    }

    /**
     * Checks what a channel is to become.
     *
     * @throws Problem 400 that names all that is wrong
     */
    void check(ChannelKind kind, ChannelPatch patch) {
        check(kind, patch.botToken(), patch.url(), new ArrayList<>());
    }

    private void check(ChannelKind kind, String botToken, String url, List<Violation> violations) {
        if (botToken != null) {
            if (kind != ChannelKind.TELEGRAM) {
                violations.add(Violation.inBody("/botToken", "must not be there for " + kind.code()));
            } else if (!BOT_TOKEN.matcher(botToken).matches()) {
                violations.add(Violation.inBody("/botToken", "must be a token as @BotFather gives it"));
            }
        }
        if (url != null) {
            if (kind != ChannelKind.WEBHOOK) {
                violations.add(Violation.inBody("/url", "must not be there for " + kind.code()));
            } else {
                checkUrl(url, violations);
            }
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
    }

    /** What a name will mean is checked when it is called. */
    private void checkUrl(String url, List<Violation> violations) {
        if (url.length() > MOST_OF_A_URL) {
            violations.add(Violation.inBody("/url", "must have at most " + MOST_OF_A_URL + " characters"));
            return;
        }
        try {
            Target target = Target.of(url);
            if (!addresses.allow(target.port())
                    || !target.address().map(addresses::allow).orElse(true)) {
                violations.add(Violation.inBody("/url", "must be a public address"));
            }
        } catch (OutwardFailure malformed) {
            violations.add(Violation.inBody("/url", malformed.getMessage()));
        }
    }

    /** What is wrong with a chat for messages of a channel, or null. */
    static String objection(ChannelKind kind, String chat) {
        return kind == ChannelKind.TELEGRAM && !TELEGRAM_CHAT.matcher(chat).matches()
                ? "must be the number of a chat, negative for a group, or @ and the name of a public channel"
                : null;
    }
}
