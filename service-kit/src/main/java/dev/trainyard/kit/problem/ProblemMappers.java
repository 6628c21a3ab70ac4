package dev.trainyard.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.RequestId;
import dev.trainyard.kit.database.DatabaseProblems;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Turns whatever a resource throws into problem details. What is not the caller's to know is logged, not told. */
@ApplicationScoped
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final String FORM_PARSER = "org.jboss.resteasy.reactive.server.core.multipart";
    // Of a media type that is none, where several resources of a path differ in what they take.
    private static final String MEDIA_TYPE_PARSER =
            "org.jboss.resteasy.reactive.common.headers.MediaTypeHeaderDelegate";
    // It makes a body of plain text, where the body's type is made of one string, and may not.
    private static final String TEXT_READER = "org.jboss.resteasy.reactive.common.util.TypeConverter";

    private final CurrentVertxRequest request;

    ProblemMappers(CurrentVertxRequest request) {
        this.request = request;
    }

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return answer(problem);
    }

    /**
     * Bean validation stands on wire records only, so that each violation is one of the body. Query parameters and
     * headers are checked where they are read, which names them.
     */
    @ServerExceptionMapper
    Response invalidBody(ConstraintViolationException invalid) {
        return answer(BodyProblems.of(invalid.getConstraintViolations()));
    }

    @ServerExceptionMapper
    Response lostUpdate(OptimisticLockException lost) {
        return answer(Problem.preconditionFailed("It was changed by somebody else at the same moment."));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated() {
        return answer(Problem.unauthenticated("Send a bearer token that is signed, in its time, and meant for us."));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return answer(Problem.forbidden("Your roles do not allow this."));
    }

    @ServerExceptionMapper
    Response refusedByHttp(WebApplicationException refused) throws IOException {
        if (refused.getCause() instanceof JsonProcessingException malformed) {
            return answer(BodyProblems.of(malformed));
        }
        int status = refused.getResponse().getStatus();
        return status < 500 ? answer(ofStatus(status)) : unexpected(refused);
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problem.notFound("resource");
            case 405 -> Problem.of(405, "method-not-allowed", "This resource does not take that method.");
            case 406 -> Problem.of(406, "not-acceptable", "There is no such representation of this.");
            case 413 -> Problem.of(413, "body-too-large", "The body is larger than this resource takes.");
            case 415 -> Problem.of(415, "unsupported-media-type", "This resource does not take that type.");
            default -> Problem.of(status, "malformed-request", "The request cannot be understood.");
        };
    }

    /** What brings an answer of its own along, be it an empty text, is not mapped. */
    @ServerResponseFilter
    void mappedByNobody(ContainerResponseContext response) {
        if (response.getStatus() >= 400 && response.getStatus() < 500 && "".equals(response.getEntity())) {
            Response answer = answer(ofStatus(response.getStatus()));
            response.setEntity(answer.getEntity(), null, answer.getMediaType());
        }
    }

    /** Named beside its superclass, since Quarkus maps it by itself otherwise. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched) {
        return answer(BodyProblems.of(mismatched));
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException malformed) {
        return answer(BodyProblems.of(malformed));
    }

    @ServerExceptionMapper
    Response brokenEncoding(CharConversionException broken) {
        return answer(Problem.badRequest("malformed-json", "The body is not UTF-8."));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) throws IOException {
        if (isIn(failure, FORM_PARSER)) {
            return answer(Problem.badRequest("malformed-form", "The form cannot be read."));
        }
        if (isIn(failure, TEXT_READER)) {
            return answer(ofStatus(415));
        }
        if (isIn(failure, MEDIA_TYPE_PARSER)) {
            return answer(ofStatus(400));
        }
        if (failure instanceof IOException gone && isClientGone()) {
            // Nothing can be answered any more, and Quarkus logs what is none of our making as such.
            throw gone;
        }
        return answer(DatabaseProblems.of(failure).orElseGet(() -> {
            LOG.error("Unexpected failure", failure);
            return Problem.internal();
        }));
    }

    /** Quarkus has no types of its own for what these cannot read, but only there do they fail. */
    private static boolean isIn(Throwable failure, String place) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(place));
    }

    /** Amid the answer, as it is when an export is written. */
    private boolean isClientGone() {
        return request.getCurrent() != null && request.getCurrent().response().closed();
    }

    private Response answer(Problem problem) {
        String requestId = request.getCurrent() == null ? null : RequestId.of(request.getCurrent());
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.toJson(requestId).encode());
        problem.headers().forEach(response::header);
        return response.build();
    }
}
