package dev.trainyard.deployment.run;

/** Hears of each run that ended on this replica, after its end was committed. May be missed if the replica dies just then. */
public interface RunEnd {

    /** Called on the run's virtual thread; a failure is logged and changes nothing. */
    void ended(EndedRun run);
}
