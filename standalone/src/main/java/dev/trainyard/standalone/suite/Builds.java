package dev.trainyard.standalone.suite;

import java.util.List;

/** The programs of the suite as one kind of build left them in the checkout. */
sealed interface Builds permits Jars, Executables {

    /** Refuses a program that has not been built, and says what builds it. */
    void refuseMissing(String program);

    /** The command line that runs a program on a machine that it shares with four others. */
    List<String> command(String program);
}
