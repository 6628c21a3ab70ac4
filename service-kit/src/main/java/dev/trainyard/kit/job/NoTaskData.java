package dev.trainyard.kit.job;

import com.github.kagkarlsson.scheduler.serializer.Serializer;

/** Jobs have no data in the table, so nothing is ever deserialized from it. The scheduler's own way is Java's. */
final class NoTaskData implements Serializer {

    @Override
    public byte[] serialize(Object data) {
        return null;
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] serialized) {
        return null;
    }
}
