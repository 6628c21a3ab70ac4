package dev.trainyard.training.onboarding;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import dev.trainyard.kit.monitoring.AdminRequest;
import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** {@code GET /monitoring/onboarding/funnel} on the management port: how far users come; for admins. */
@ApplicationScoped
class OnboardingRoutes {

    private static final int USUAL_DAYS = 30;
    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 30);

    private final AdminRoutes admins;
    private final OnboardingStore store;

    OnboardingRoutes(AdminRoutes admins, OnboardingStore store) {
        this.admins = admins;
        this.store = store;
    }

    void serve(@Observes ManagementInterface management) {
        admins.serve(management.router(), HttpMethod.GET, "/monitoring/onboarding/funnel", this::funnel);
    }

    private FunnelView funnel(AdminRequest request) {
        LocalDate to = day(request, "to", LocalDate.now(ZoneOffset.UTC));
        LocalDate from = day(request, "from", to.minusDays(USUAL_DAYS - 1));
        if (from.isAfter(to)) {
            throw Problem.invalid(Violation.inQuery("from", "must not be after to"));
        }
        return new FunnelView(from, to, store.funnel(from, to));
    }

    private static LocalDate day(AdminRequest request, String name, LocalDate unsaid) {
        return request.query(name).map(text -> day(name, text)).orElse(unsaid);
    }

    private static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
                return day;
            }
        } catch (DateTimeException noDay) {
            // Refused below, with the same words.
        }
        throw Problem.invalid(Violation.inQuery(name, "must be a day like 2026-03-29"));
    }
}
