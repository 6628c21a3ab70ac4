package dev.trainyard.deployment;

import dev.trainyard.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void rulesOfTheHouseHold() {
        ArchitectureRules.check("dev.trainyard.deployment");
    }
}
