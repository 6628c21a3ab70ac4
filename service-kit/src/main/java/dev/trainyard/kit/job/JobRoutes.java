package dev.trainyard.kit.job;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.monitoring.AdminRequest;
import dev.trainyard.kit.monitoring.AdminRoutes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** {@code /monitoring/jobs} on the management port: how the jobs stand, running one now, cancelling one; for admins. */
@ApplicationScoped
class JobRoutes {

    private static final Logger LOG = Logger.getLogger(JobRoutes.class);

    private static final String ALL = "/monitoring/jobs";
    private static final String ONE = ALL + "/:name";

    private final AdminRoutes admins;
    private final JobRunner runner;
    private final JobStore store;

    JobRoutes(AdminRoutes admins, JobRunner runner, JobStore store) {
        this.admins = admins;
        this.runner = runner;
        this.store = store;
    }

    @RegisterForReflection
    record AllJobs(List<JobView> items) {}

    void serve(@Observes ManagementInterface management) {
        Router router = management.router();
        admins.serve(router, HttpMethod.GET, ALL, request -> all());
        admins.serve(router, HttpMethod.POST, ONE + "/run", this::run);
        admins.serve(router, HttpMethod.POST, ONE + "/cancel", this::cancel);
    }

    private AllJobs all() {
        Map<String, JobStore.Row> rows =
                store.all().stream().collect(Collectors.toMap(JobStore.Row::name, Function.identity()));
        return new AllJobs(runner.jobs().values().stream()
                .filter(job -> rows.containsKey(job.name()))
                .map(job -> rows.get(job.name()).view(job.interval()))
                .toList());
    }

    private JobView run(AdminRequest request) {
        Job job = job(request);
        JobView due = store.runNow(job.name())
                .map(row -> row.view(job.interval()))
                .orElseThrow(() -> Problem.conflict("job-running", "It is running already."));
        runner.lookForDue();
        LOG.infof("Job %s is run now, asked by %s", job.name(), request.admin());
        return due;
    }

    private JobView cancel(AdminRequest request) {
        Job job = job(request);
        JobView cancelled = store.cancel(job.name())
                .map(row -> row.view(job.interval()))
                .orElseThrow(() -> Problem.conflict("job-not-running", "It is not running."));
        LOG.infof("Job %s is cancelled by %s", job.name(), request.admin());
        return cancelled;
    }

    private Job job(AdminRequest request) {
        Job job = runner.jobs().get(request.path("name"));
        if (job == null) {
            throw Problem.notFound("job");
        }
        return job;
    }
}
