package dev.trainyard.gateway;

import dev.trainyard.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void rulesOfTheHouseHold() {
        ArchitectureRules.check("dev.trainyard.gateway");
    }
}
