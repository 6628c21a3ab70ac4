package dev.trainyard.training.onboarding;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The rules of the way in: one step after the other, each once. Every method is one transaction. */
@ApplicationScoped
class OnboardingService {

    private final OnboardingStore store;

    OnboardingService(OnboardingStore store) {
        this.store = store;
    }

    OnboardingView read(String user) {
        return store.read(user);
    }

    /** Begins, if that has not happened; what was begun goes on. */
    @Transactional
    OnboardingView start(String user) {
        store.start(user);
        return store.read(user);
    }

    /** Begins anew; what has only just begun is new. */
    @Transactional
    OnboardingView restart(String user) {
        store.restart(user);
        return store.read(user);
    }

    /**
     * Does a step. Done before, it stays as it was done.
     *
     * @throws Problem 400 when it cannot be skipped, 409 {@code step-out-of-order} when another one is next
     */
    @Transactional
    OnboardingView finish(String user, Step step, StepOutcome outcome) {
        if (outcome == StepOutcome.SKIPPED && !step.maySkip()) {
            throw Problem.invalid(Violation.inBody("/outcome", "must be completed: this step cannot be skipped"));
        }
        if (step == Step.WELCOME) {
            store.start(user);
        }
        store.add(user, step, outcome);
        OnboardingView now = store.read(user);
        if (!now.has(step)) {
            // Never null: the step itself is not done.
            throw Problem.conflict(
                            "step-out-of-order",
                            "Another step comes first: " + now.next().code() + ".")
                    .with("next", now.next().code());
        }
        return now;
    }
}
