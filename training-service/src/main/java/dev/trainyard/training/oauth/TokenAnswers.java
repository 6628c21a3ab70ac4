package dev.trainyard.training.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what token endpoints answer: RFC 6749, 5, and what Strava says instead. */
@ApplicationScoped
class TokenAnswers {

    // What the vault takes.
    private static final Pattern TOKEN = Pattern.compile("[\\x20-\\x7e]{1,4096}");
    private static final int MOST_SCOPES = 50;
    private static final Pattern SCOPE = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern BETWEEN_SCOPES = Pattern.compile("[ ,]+");
    // What OAuth has, and no more: a provider may say what it was sent.
    private static final Set<String> CODES = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(10_000);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Set<String> SENT = Set.of("refresh_token", "code");

    // Not the strict one of our own API: an answer that is a little odd holds the only refresh token that is good.
    private final ObjectMapper json = new ObjectMapper();

    /** What {@code response} means. */
    Answer read(Provider provider, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 429) {
            Duration said = retryAfter(response.headers());
            return new Answer.Throttled(said.isZero() ? untilNextWindow(provider) : said);
        }
        if (status >= 500) {
            return new Answer.Unavailable("status-" + status, retryAfter(response.headers()));
        }
        JsonNode body = body(response.body());
        if (status == 200 || status == 201) {
            return granted(provider, body);
        }
        String code = code(body, status);
        return isOfWhatWasSent(body) ? new Answer.Gone(code) : new Answer.Refused(code);
    }

    private JsonNode body(byte[] body) {
        try {
            JsonNode read = json.readTree(body);
            return read == null ? json.missingNode() : read;
        } catch (IOException notJson) {
            return json.missingNode();
        }
    }

    private static Answer granted(Provider provider, JsonNode body) {
        String accessToken = body.path("access_token").asText("");
        String said = body.path("refresh_token").asText("");
        String refreshToken = said.isEmpty() ? null : said;
        if (!TOKEN.matcher(accessToken).matches()
                || (refreshToken != null && !TOKEN.matcher(refreshToken).matches())) {
            return new Answer.Unavailable("unreadable", Duration.ZERO);
        }
        long lifetime = body.path("expires_in").asLong(-1);
        Instant expiresAt = lifetime < 0
                ? null
                : Instant.now()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(Math.min(lifetime, LONGEST_LIFETIME.toSeconds()));
        String scope = body.path("scope").textValue();
        return new Answer.Granted(new Grant(
                accessToken, refreshToken, expiresAt, scope == null ? null : scopes(scope), account(provider, body)));
    }

    private static String account(Provider provider, JsonNode body) {
        return provider.accountPointer()
                .map(pointer -> body.at(pointer).asText(""))
                .filter(ACCOUNT.asMatchPredicate())
                .orElse(null);
    }

    /** The scopes in one text, separated by blanks as OAuth has it or by commas as Strava does. */
    static List<String> scopes(String scope) {
        return BETWEEN_SCOPES
                .splitAsStream(scope)
                .filter(SCOPE.asMatchPredicate())
                .limit(MOST_SCOPES)
                .toList();
    }

    private static boolean isOfWhatWasSent(JsonNode body) {
        if ("invalid_grant".equals(body.path("error").textValue())) {
            return true;
        }
        // Strava: {"errors":[{"resource":"RefreshToken","field":"refresh_token","code":"invalid"}]}
        JsonNode first = body.path("errors").path(0);
        return "invalid".equals(first.path("code").textValue())
                && SENT.contains(first.path("field").asText());
    }

    private static String code(JsonNode body, int status) {
        String error = body.path("error").asText();
        return CODES.contains(error) ? error : "status-" + status;
    }

    private static Duration retryAfter(HttpHeaders headers) {
        String said = headers.firstValue("Retry-After").orElse("");
        Duration after;
        if (SECONDS.matcher(said).matches()) {
            after = Duration.ofSeconds(Long.parseLong(said));
        } else {
            try {
                after = Duration.between(
                        Instant.now(), ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME));
            } catch (DateTimeException nothingUsable) {
                return Duration.ZERO;
            }
        }
        if (after.isNegative()) {
            return Duration.ZERO;
        }
        return after.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : after;
    }

    /** Strava's 429 does not say until when: its windows do. */
    private static Duration untilNextWindow(Provider provider) {
        if (provider.windows().isEmpty()) {
            return PAUSE;
        }
        int seconds = provider.windows().getFirst().seconds();
        return Duration.ofSeconds(
                Math.min(seconds - Instant.now().getEpochSecond() % seconds, LONGEST_PAUSE.toSeconds()));
    }
}
