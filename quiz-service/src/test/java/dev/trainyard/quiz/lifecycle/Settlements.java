package dev.trainyard.quiz.lifecycle;

import dev.trainyard.kit.job.JobRun;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Settles quizzes step by step. The job of the service does so in the background as well; each step is done once. */
@ApplicationScoped
public class Settlements {

    private final LifecycleStore quizzes;
    private final SettlementStore store;
    private final SettlementService service;
    private final SettlementJob job;

    Settlements(LifecycleStore quizzes, SettlementStore store, SettlementService service, SettlementJob job) {
        this.quizzes = quizzes;
        this.store = store;
        this.service = service;
        this.job = job;
    }

    /** Closes a quiz, and is killed right after that. */
    public void close(String creator, UUID quiz) {
        QuarkusTransaction.requiringNew().run(() -> {
            quizzes.lockForEnd(creator, quiz);
            store.begin(creator, quiz);
            quizzes.close(creator, quiz);
        });
    }

    /** Does the next chunk; whether there was one. */
    public boolean goOn(String creator, UUID quiz) {
        return service.goOn(creator, quiz, true);
    }

    /** Lets the job do the rest, and waits for what that of the service is at meanwhile. */
    public void finish(String creator, UUID quiz) {
        runJob();
        boolean goesOn = true;
        while (goesOn) {
            goesOn = goOn(creator, quiz);
        }
    }

    void runJob() {
        job.run(new JobRun() {
            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public void handled(long more) {}
        });
    }
}
