package dev.trainyard.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Puts {@link IdempotentWrites} around resource methods that are {@link Idempotent}. */
@Idempotent
@Interceptor
@Priority(IdempotentInterceptor.AFTER_VALIDATION)
class IdempotentInterceptor {

    /** Bean validation has 4800: what is invalid is refused before anything is locked. */
    static final int AFTER_VALIDATION = 4_900;

    private final IdempotentWrites writes;
    private final ObjectMapper json;

    IdempotentInterceptor(IdempotentWrites writes, ObjectMapper json) {
        this.writes = writes;
        this.json = json;
    }

    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        return writes.once(() -> fingerprint(call), () -> (RestResponse<?>) call.proceed());
    }

    /** Of what the client said: the arguments that came from the request as values. */
    private String fingerprint(InvocationContext call) throws JsonProcessingException {
        StringBuilder said = new StringBuilder();
        for (Object argument : call.getParameters()) {
            if (argument instanceof Record
                    || argument instanceof String
                    || argument instanceof Number
                    || argument instanceof Boolean
                    || argument instanceof Enum<?>
                    || argument instanceof UUID) {
                said.append(json.writeValueAsString(argument));
            }
            said.append('\n');
        }
        return said.toString();
    }
}
