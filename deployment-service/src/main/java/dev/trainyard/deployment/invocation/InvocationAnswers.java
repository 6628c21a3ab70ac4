package dev.trainyard.deployment.invocation;

import dev.trainyard.kit.idempotency.IdempotentWrites;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** How runs are answered. */
final class InvocationAnswers {

    // Asking sooner would seldom find it ended; waiting while asking is cheaper still.
    private static final String SOON = "1";

    private InvocationAnswers() {}

    /** 200 with what has ended, 202 with what goes on. */
    static RestResponse<InvocationView> of(Invoked invoked) {
        InvocationView invocation = invoked.invocation();
        ResponseBuilder<InvocationView> answer =
                invocation.hasEnded() ? ResponseBuilder.ok(invocation) : accepted(invocation);
        if (invoked.isRepeated()) {
            answer.header(IdempotentWrites.REPLAYED, "true");
        }
        return answer.build();
    }

    /** 202, and where to ask for it. */
    static ResponseBuilder<InvocationView> accepted(InvocationView invocation) {
        return ResponseBuilder.create(RestResponse.Status.ACCEPTED, invocation)
                .location(location(invocation.id()))
                .header(HttpHeaders.RETRY_AFTER, SOON);
    }

    /** 200 with a run as it is. */
    static RestResponse<InvocationView> state(InvocationView invocation) {
        ResponseBuilder<InvocationView> answer = ResponseBuilder.ok(invocation);
        if (!invocation.hasEnded()) {
            answer.header(HttpHeaders.RETRY_AFTER, SOON);
        }
        return answer.build();
    }

    private static URI location(UUID id) {
        return URI.create("/api/v1/invocations/" + id);
    }
}
