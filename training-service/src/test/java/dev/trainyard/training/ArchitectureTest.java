package dev.trainyard.training;

import dev.trainyard.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void rulesOfTheHouseHold() {
        ArchitectureRules.check("dev.trainyard.training");
    }
}
