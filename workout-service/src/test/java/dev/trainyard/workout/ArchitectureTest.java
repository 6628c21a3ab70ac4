package dev.trainyard.workout;

import dev.trainyard.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void rulesOfTheHouseHold() {
        ArchitectureRules.check("dev.trainyard.workout");
    }
}
