package dev.trainyard.deployment.prune;

import java.util.UUID;

/** A way to keep no more than the newest logs of each deployment. */
interface LogPruning {

    /** Called after each run that was logged. */
    void logged(String user, UUID deployment);
}
