package dev.trainyard.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.HashMap;
import java.util.Map;

/** The variables of a container as far as manifests say them; what comes from a secret is an empty string. */
final class Environment {

    private Environment() {}

    static Map<String, String> of(Container container, Manifests manifests) {
        Map<String, String> environment = new HashMap<>();
        container.getEnvFrom().stream()
                .filter(source -> source.getConfigMapRef() != null)
                .forEach(source -> environment.putAll(
                        manifests.configuration(source.getConfigMapRef().getName())));
        container.getEnv().forEach(variable -> environment.put(variable.getName(), value(variable, manifests)));
        return environment;
    }

    private static String value(EnvVar variable, Manifests manifests) {
        if (variable.getValue() != null) {
            return variable.getValue();
        }
        var source =
                variable.getValueFrom() == null ? null : variable.getValueFrom().getConfigMapKeyRef();
        return source == null ? "" : manifests.configuration(source.getName()).getOrDefault(source.getKey(), "");
    }
}
