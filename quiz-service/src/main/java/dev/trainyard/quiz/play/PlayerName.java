package dev.trainyard.quiz.play;

import dev.trainyard.http.problem.Problem;
import dev.trainyard.http.problem.Violation;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The names of players in the one spelling in which they are stored, so that nobody gets the name of somebody else by
 * signs that cannot be seen.
 */
final class PlayerName {

    // In code points, as table player has it.
    private static final int MAX = 40;

    private static final String EMOJI = "[\\p{IsEmoji}&&[^0-9#*]]";

    // Says that what stands before it is to be shown as a picture.
    private static final String AS_PICTURE = "\\x{FE0F}";

    // Each emoji in the one spelling that Unicode calls fully qualified: with that sign behind those that would be text
    // without, and not behind those that are pictures anyway, or have a colour of skin. Three signs are left to be
    // text.
    private static final Pattern NOT_SAID = Pattern.compile(
            "([\\p{IsEmoji}&&\\P{IsEmoji_Presentation}&&[^0-9#*\u00a9\u00ae\u2122]])(?!%s|\\p{IsEmoji_Modifier})"
                            .formatted(AS_PICTURE)
                    + "|([0-9#*])(?=\\x{20E3})");
    private static final Pattern SAID_TWICE =
            Pattern.compile("([\\p{IsEmoji_Presentation}\u00a9\u00ae\u2122])%1$s+|%1$s+(?=\\p{IsEmoji_Modifier})"
                    .formatted(AS_PICTURE));

    // One that is made of several, and the keys of a telephone. One of several and these several are two names, also
    // where a device shows them alike: which it can join only a list would tell, that grows with every Unicode.
    private static final Pattern SEEN =
            Pattern.compile("%1$s%2$s?(?:\\x{200D}%1$s%2$s?)*|[0-9#*]%2$s\\x{20E3}".formatted(EMOJI, AS_PICTURE));

    // Beside controls and what only formats: joiners and fillers that are letters, marks or symbols by their category.
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}"
            + "\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2800}\\x{3164}\\x{FE00}-\\x{FE0F}"
            + "\\x{FFA0}\\x{E0100}-\\x{E01EF}]");

    private PlayerName() {}

    /** {@code said} as it is shown; 400 when there is nothing to see, too much, or something that cannot be seen. */
    static String shown(String said) {
        String composed = Normalizer.normalize(said, Normalizer.Form.NFC);
        composed = SAID_TWICE.matcher(composed).replaceAll("$1");
        composed = NOT_SAID.matcher(composed).replaceAll("$1$2\ufe0f");
        if (UNSEEN.matcher(SEEN.matcher(composed).replaceAll("")).find()) {
            throw refused("must not have characters that cannot be seen");
        }
        String shown = Blanks.merged(composed);
        if (shown.isEmpty()) {
            throw refused("must not be blank");
        }
        if (shown.codePointCount(0, shown.length()) > MAX) {
            throw refused("size must be between 1 and " + MAX);
        }
        return shown;
    }

    private static Problem refused(String detail) {
        return Problem.invalid(Violation.inBody("/name", detail));
    }
}
