package dev.trainyard.workout.resolution;

import java.util.List;

/** A way to find out what names stand for. */
interface NameResolver {

    /** What each of the names, in their stored form, stands for to the user, in their order. */
    List<Resolution> resolve(String user, List<String> names);
}
