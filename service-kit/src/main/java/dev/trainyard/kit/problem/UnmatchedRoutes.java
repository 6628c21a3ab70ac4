package dev.trainyard.kit.problem;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.request.ProblemWriter;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers what no resource is there for, so that even an unknown path gets problem details. */
@ApplicationScoped
class UnmatchedRoutes {

    void answer(@Observes Router router) {
        router.route().last().handler(exchange -> ProblemWriter.answer(exchange, Problem.notFound("resource")));
    }
}
