package dev.trainyard.training.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.garmin.fit.SubSport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SportTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Running, run, -",
                "trail_running, run, -",
                "treadmill_running, run, indoor",
                "Virtual Run, run, indoor",
                "Biking, ride, -",
                "E-Bike Ride, ride, -",
                "mountain_biking, ride, -",
                "indoor_cycling, ride, indoor",
                "Motorcycling, other, -",
                "lap_swimming, swim, indoor",
                "open_water_swimming, swim, open_water",
                "Rowing, row, -",
                "Nordic Ski, ski, -",
                "Backcountry Ski, ski, -",
                "Water Ski, other, -",
                "Walking, walk, -",
                "Hike, hike, -",
                "Snowshoe, hike, -",
                "Weight Training, strength, -",
                "strength_training, strength, -",
                "Yoga, other, -",
                "9, other, -",
            })
    void nameTellsTheType(String name, String type, String environment) {
        Sport sport = Sport.named(name);
        assertEquals(type, sport.type().code());
        assertEquals(environment, sport.environment());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RUNNING, GENERIC, run, -",
                "RUNNING, TREADMILL, run, indoor",
                "RUNNING, TRAIL, run, -",
                "CYCLING, ROAD, ride, -",
                "CYCLING, VIRTUAL_ACTIVITY, ride, indoor",
                "E_BIKING, GENERIC, ride, -",
                "SWIMMING, LAP_SWIMMING, swim, indoor",
                "SWIMMING, OPEN_WATER, swim, open_water",
                "ROWING, INDOOR_ROWING, row, indoor",
                "FITNESS_EQUIPMENT, INDOOR_ROWING, row, indoor",
                "FITNESS_EQUIPMENT, TREADMILL, run, indoor",
                "FITNESS_EQUIPMENT, SPIN, ride, indoor",
                "FITNESS_EQUIPMENT, ELLIPTICAL, other, indoor",
                "WALKING, INDOOR_WALKING, walk, indoor",
                "HIKING, GENERIC, hike, -",
                "MOUNTAINEERING, GENERIC, hike, -",
                "SNOWSHOEING, GENERIC, hike, -",
                "CROSS_COUNTRY_SKIING, SKATE_SKIING, ski, -",
                "ALPINE_SKIING, BACKCOUNTRY, ski, -",
                "TRAINING, STRENGTH_TRAINING, strength, -",
                "TRAINING, CARDIO_TRAINING, other, -",
                "TENNIS, GENERIC, other, -",
            })
    void numbersOfTheProfileTellTheType(
            com.garmin.fit.Sport sport, SubSport subSport, String type, String environment) {
        Sport told = Sport.ofFit(sport.getValue(), subSport.getValue());
        assertEquals(type, told.type().code());
        assertEquals(environment, told.environment());
    }

    @Test
    void sportThatIsNotSaidIsAnother() {
        assertEquals(Sport.UNKNOWN, Sport.named(null));
    }
}
