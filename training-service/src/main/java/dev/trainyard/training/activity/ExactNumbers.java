package dev.trainyard.training.activity;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.lang.reflect.Type;
import java.util.function.BiFunction;

/**
 * Reads the numbers of free-form JSON as they are written; as doubles, 1e400 would be infinite. Public since Quarkus makes
 * it by reflection.
 */
public class ExactNumbers implements BiFunction<ObjectMapper, Type, ObjectReader> {

    @Override
    public ObjectReader apply(ObjectMapper json, Type type) {
        return json.readerFor(json.constructType(type)).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }
}
