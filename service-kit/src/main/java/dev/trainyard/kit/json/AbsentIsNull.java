package dev.trainyard.kit.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Tells an absent field from one that is null, where that matters: in a patch, an {@code Optional} is null when the field
 * is absent and empty when it is null.
 */
@Singleton
class AbsentIsNull implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new Jdk8Module().configureReadAbsentAsNull(true));
    }

    /** Before Quarkus registers the module its own way: the first registration stays. */
    @Override
    public int priority() {
        return MAXIMUM_PRIORITY;
    }
}
