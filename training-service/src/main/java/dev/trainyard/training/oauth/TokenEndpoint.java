package dev.trainyard.training.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trainyard.training.oauth.OAuthConfig.ClientAuthentication;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks providers for tokens (RFC 6749, 4.1.3 and 6), each time once: whether something that went wrong has been done all
 * the same is not for HTTP to guess. The caller holds no connection of the database.
 */
@ApplicationScoped
class TokenEndpoint {

    private static final int MOST_BYTES = 64 * 1024;

    private final Duration connectTimeout;
    private final Duration timeout;
    private final TokenAnswers answers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    TokenEndpoint(OAuthConfig config, TokenAnswers answers) {
        this.connectTimeout = config.connectTimeout();
        this.timeout = config.timeout();
        this.answers = answers;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /**
     * Asks for the first tokens.
     *
     * @param verifier of PKCE, null without it
     */
    Answer exchange(Provider provider, String code, URI redirectUri, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri.toString());
        if (verifier != null) {
            form.put("code_verifier", verifier);
        }
        return post(provider, form);
    }

    /** Asks for the next tokens. */
    Answer refresh(Provider provider, String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>(provider.refreshParameters());
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return post(provider, form);
    }

    private Answer post(Provider provider, Map<String, String> form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.tokenUrl())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        if (provider.clientAuthentication() == ClientAuthentication.BASIC) {
            String credentials = encoded(provider.clientId()) + ":" + encoded(provider.clientSecret());
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        } else {
            form.put("client_id", provider.clientId());
            form.put("client_secret", provider.clientSecret());
        }
        request.POST(BodyPublishers.ofString(
                form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&")),
                UTF_8));
        return send(provider, request.build());
    }

    private Answer send(Provider provider, HttpRequest request) {
        // One client for one call, since a call on a used connection that the provider is just closing fails without
        // saying whether it was taken.
        HttpClient client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads)
                .build();
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // The request's own timeout would end with the head of the answer.
            return answers.read(provider, response.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return new Answer.Unavailable("timeout", Duration.ZERO);
        } catch (ExecutionException failure) {
            // Of a failure only its kind is told: its words may be those of the request.
            String code = failure.getCause() instanceof IOException ? "no-answer" : "failed";
            return new Answer.Unavailable(code, Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable("stopped", Duration.ZERO);
        } finally {
            response.cancel(true);
            client.shutdownNow();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
