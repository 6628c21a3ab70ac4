package dev.trainyard.deployment.deployment;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What became of a batch; {@code place} counts the request's deployments from 0.
 *
 * @param created in the order of the request
 * @param refused in the order of the request
 */
record CreatedDeployments(List<Created> created, List<Refused> refused) {

    /** One that is there now. */
    record Created(int place, UUID id, String name) {}

    /**
     * One that is not.
     *
     * @param code as a request for it alone would have been answered: {@code not-found}, {@code name-taken} or
     *     {@code draft-invalid}
     * @param existingId who has the name; null if that is not the reason
     * @param violations what is wrong with the workflow; null if that is not the reason
     */
    record Refused(int place, String code, UUID existingId, List<Map<String, String>> violations) {}
}
