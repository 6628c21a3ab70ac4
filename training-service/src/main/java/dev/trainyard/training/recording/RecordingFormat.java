package dev.trainyard.training.recording;

import java.util.Locale;

/** The formats of files that devices record to. */
public enum RecordingFormat {
    FIT,
    TCX,
    GPX;

    /** Its name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
