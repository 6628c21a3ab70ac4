package dev.trainyard.standalone.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands behind a command on the command line; refuses what the command does not know. */
public final class Options {

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    private Options() {}

    /** Reads the arguments; {@code valued} are the options followed by a value, {@code flags} those that stand alone. */
    public static Options of(List<String> arguments, Set<String> valued, Set<String> flags) {
        var options = new Options();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            if (!argument.startsWith("--")) {
                options.words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                options.flags.add(name);
            } else if (!valued.contains(name)) {
                throw Refusal.usage("There is no option " + argument + " here.");
            } else if (equals < 0 && !rest.hasNext()) {
                throw Refusal.usage(name + " needs a value.");
            } else {
                options.values
                        .computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(equals < 0 ? rest.next() : argument.substring(equals + 1));
            }
        }
        return options;
    }

    /** The arguments that are no options. */
    public List<String> words() {
        return List.copyOf(words);
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    public List<String> all(String option) {
        return values.getOrDefault(option, List.of());
    }

    /** The last one given, as everywhere on a command line. */
    public Optional<String> last(String option) {
        return all(option).stream().reduce((_, later) -> later);
    }

    public int number(String option, int otherwise, int min, int max) {
        return last(option).map(text -> number(option, text, min, max)).orElse(otherwise);
    }

    private static int number(String option, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, with the bounds.
        }
        throw Refusal.usage("%s needs a number from %d to %d, not %s.".formatted(option, min, max, text));
    }
}
