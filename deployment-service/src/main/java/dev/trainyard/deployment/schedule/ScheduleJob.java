package dev.trainyard.deployment.schedule;

import dev.trainyard.deployment.invocation.IdempotencyKey;
import dev.trainyard.deployment.invocation.InvocationRequest;
import dev.trainyard.deployment.invocation.Invocations;
import dev.trainyard.deployment.run.RunStart.Trigger;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.kit.job.Job;
import dev.trainyard.kit.job.JobRun;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Begins what is due. Each time of a schedule is a key of its own, so that a job that died between the run and its note of
 * it begins nothing twice.
 */
@ApplicationScoped
class ScheduleJob implements Job {

    private static final int AT_ONCE = 100;
    private static final int OVERLOADED = 503;

    private final ScheduleStore schedules;
    private final Invocations invocations;
    private final MeterRegistry metrics;

    ScheduleJob(ScheduleStore schedules, Invocations invocations, MeterRegistry metrics) {
        this.schedules = schedules;
        this.invocations = invocations;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "schedules";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public long run(JobRun run) {
        return run(run, Instant.now());
    }

    /** Begins what is due by then. */
    long run(JobRun run, Instant now) {
        long begun = 0;
        List<ScheduleStore.Due> due;
        do {
            due = schedules.due(now, AT_ONCE);
            List<ScheduleStore.Done> done = new ArrayList<>();
            try {
                for (ScheduleStore.Due schedule : due) {
                    done.add(begin(schedule, now));
                }
            } finally {
                schedules.advance(done);
            }
            run.handled(done.size());
            begun += done.size();
        } while (due.size() == AT_ONCE && !run.isCancelled());
        return begun;
    }

    private ScheduleStore.Done begin(ScheduleStore.Due schedule, Instant now) {
        Timetable timetable = Timetable.of(schedule.cron(), schedule.timeZone());
        Instant next = timetable.after(now).orElse(null);
        Instant last = null;
        UUID run = null;
        String refusal = null;
        for (Instant time : timetable.toDo(schedule.at(), now, schedule.catchUp())) {
            last = time;
            try {
                run = invocations.invoke(request(schedule, time)).invocation().id();
                refusal = null;
                count("begun");
            } catch (Problem refused) {
                if (refused.status() == OVERLOADED) {
                    // For everybody, and not for long: it stays due.
                    throw refused;
                }
                run = null;
                refusal = refused.code();
                count("refused");
            }
        }
        return new ScheduleStore.Done(schedule, last, run, refusal, next);
    }

    private static InvocationRequest request(ScheduleStore.Due schedule, Instant time) {
        String key = "schedule:" + schedule.id() + ":" + time.getEpochSecond();
        return new InvocationRequest(
                schedule.user(),
                schedule.deployment(),
                null,
                Trigger.SCHEDULE,
                schedule.input(),
                Duration.ZERO,
                new IdempotencyKey(key, IdempotencyKey.Policy.RETURN_EXISTING),
                null);
    }

    private void count(String outcome) {
        metrics.counter("trainyard.deployment.schedule.times", "outcome", outcome)
                .increment();
    }
}
