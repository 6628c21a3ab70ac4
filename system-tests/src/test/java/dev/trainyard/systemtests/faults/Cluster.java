package dev.trainyard.systemtests.faults;

import static dev.trainyard.systemtests.ServiceProcess.DEPLOYMENT;
import static dev.trainyard.systemtests.ServiceProcess.QUIZ;
import static dev.trainyard.systemtests.ServiceProcess.TRAINING;
import static dev.trainyard.systemtests.ServiceProcess.WORKOUT;
import static java.util.stream.Collectors.joining;

import dev.trainyard.standalone.database.EmbeddedDatabase;
import dev.trainyard.systemtests.ServiceProcess;
import dev.trainyard.testkit.fault.FaultProxy;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The suite as it runs in production, on loopback: replicas of services and of the gateway as processes over one PostgreSQL,
 * with a line that can be disturbed between each of them. Their logs are in {@code target/cluster}.
 */
final class Cluster implements AutoCloseable {

    static final List<String> SERVICES = List.of(WORKOUT, TRAINING, DEPLOYMENT, QUIZ);

    // Tests are a few users from one address, who ask without a pause.
    private static final Map<String, String> UNLIMITED = Map.of(
            "TRAINYARD_GATEWAY_LIMITS_USER", "off",
            "TRAINYARD_GATEWAY_LIMITS_KEY", "off",
            "TRAINYARD_GATEWAY_LIMITS_ADDRESS", "off",
            "TRAINYARD_GATEWAY_LIMITS_BAD_CREDENTIALS", "1",
            "TRAINYARD_GATEWAY_LIMITS_CONNECTIONS_PER_ADDRESS", "0");

    /** A replica of a service, and the lines that lead from the gateways to it. */
    record Replica(ServiceProcess process, FaultProxy line, FaultProxy managementLine) {}

    private final EmbeddedDatabase database;
    private final Map<String, FaultProxy> databaseLines = new HashMap<>();
    private final Map<String, List<Replica>> replicas = new LinkedHashMap<>();
    private final List<ServiceProcess> gateways = new ArrayList<>();

    private Cluster(EmbeddedDatabase database) {
        this.database = database;
    }

    /** What a cluster is to consist of. */
    static final class Plan {

        private final EmbeddedDatabase database;
        private final Map<String, Integer> services = new LinkedHashMap<>();
        private final Map<String, Map<String, String>> environments = new HashMap<>();
        private int gateways = 1;

        private Plan(EmbeddedDatabase database) {
            this.database = database;
        }

        Plan with(String service, int count) {
            services.put(service, count);
            return this;
        }

        /** One of each service. */
        Plan withAll() {
            SERVICES.forEach(service -> with(service, 1));
            return this;
        }

        Plan gateways(int count) {
            gateways = count;
            return this;
        }

        /** More in the environment of a service, or of the gateway. */
        Plan environment(String program, String name, String value) {
            environments.computeIfAbsent(program, _ -> new HashMap<>()).put(name, value);
            return this;
        }

        /** Starts it and waits until all of it is ready. */
        Cluster start() throws IOException {
            Cluster cluster = new Cluster(database);
            try {
                cluster.start(this);
            } catch (IOException | RuntimeException failure) {
                cluster.close();
                throw failure;
            }
            return cluster;
        }
    }

    static Plan over(EmbeddedDatabase database) {
        return new Plan(database);
    }

    /** Some at a time: of very many at once, a machine of two cores has none ready within a minute. */
    private void start(Plan plan) throws IOException {
        plan.services.keySet().forEach(name -> {
            databaseLines.put(name, FaultProxy.to(database.port()));
            replicas.put(name, new ArrayList<>());
        });
        int most =
                plan.services.values().stream().mapToInt(count -> count).max().orElse(0);
        for (int number = 0; number < most; number++) {
            for (Map.Entry<String, Integer> service : plan.services.entrySet()) {
                if (number < service.getValue()) {
                    startReplica(plan, service.getKey(), number);
                }
            }
            if (number < most - 1) {
                all().forEach(ServiceProcess::awaitReady);
            }
        }
        for (int number = 0; number < plan.gateways; number++) {
            Map<String, String> environment = new HashMap<>(UNLIMITED);
            environment.putAll(addresses());
            environment.putAll(plan.environments.getOrDefault(ServiceProcess.GATEWAY, Map.of()));
            gateways.add(ServiceProcess.startGateway(environment, log(ServiceProcess.GATEWAY, number)));
        }
        all().forEach(ServiceProcess::awaitReady);
    }

    private void startReplica(Plan plan, String name, int number) throws IOException {
        Map<String, String> environment = new HashMap<>(plan.environments.getOrDefault(name, Map.of()));
        environment.put(
                "TRAINYARD_DATABASE_PORT",
                Integer.toString(databaseLines.get(name).port()));
        ServiceProcess process = ServiceProcess.start(name, database, environment, log(name, number));
        replicas.get(name)
                .add(new Replica(process, FaultProxy.to(process.port()), FaultProxy.to(process.managementPort())));
    }

    private static Redirect log(String program, int number) {
        File folder = new File("target/cluster");
        folder.mkdirs();
        return Redirect.appendTo(new File(folder, program + "-" + number + ".log"));
    }

    private Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        replicas.forEach((service, members) -> {
            String name = "TRAINYARD_GATEWAY_SERVICES_" + service.toUpperCase(Locale.ROOT);
            addresses.put(name + "_URLS", urls(members, Replica::line));
            addresses.put(name + "_MANAGEMENT_URLS", urls(members, Replica::managementLine));
        });
        return addresses;
    }

    private static String urls(List<Replica> members, Function<Replica, FaultProxy> line) {
        return members.stream()
                .map(member -> "http://127.0.0.1:" + line.apply(member).port())
                .collect(joining(","));
    }

    /** Where clients ask: the first gateway. */
    String url() {
        return gateway(0).url();
    }

    ServiceProcess gateway(int number) {
        return gateways.get(number);
    }

    List<ServiceProcess> gateways() {
        return List.copyOf(gateways);
    }

    List<Replica> replicas(String service) {
        return List.copyOf(replicas.get(service));
    }

    /** The first replica of a service. */
    ServiceProcess service(String service) {
        return replicas.get(service).getFirst().process();
    }

    /** Between the replicas of a service and PostgreSQL. */
    FaultProxy databaseLine(String service) {
        return databaseLines.get(service);
    }

    /** Between all services and PostgreSQL. */
    List<FaultProxy> databaseLines() {
        return List.copyOf(databaseLines.values());
    }

    EmbeddedDatabase database() {
        return database;
    }

    /** All processes but the database's. */
    List<ServiceProcess> all() {
        List<ServiceProcess> all = new ArrayList<>();
        replicas.values().forEach(members -> members.forEach(member -> all.add(member.process())));
        all.addAll(gateways);
        return all;
    }

    @Override
    public void close() {
        all().forEach(ServiceProcess::close);
        replicas.values()
                .forEach(members -> members.forEach(member -> {
                    member.line().close();
                    member.managementLine().close();
                }));
        databaseLines.values().forEach(FaultProxy::close);
    }
}
