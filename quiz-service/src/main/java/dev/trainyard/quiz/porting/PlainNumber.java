package dev.trainyard.quiz.porting;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as people write them: with an exponent, a few characters could be a number that fills the memory. */
final class PlainNumber {

    private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");

    private PlainNumber() {}

    static BigDecimal of(String written) throws MalformedRecord {
        String number = written.strip();
        if (!PLAIN.matcher(number).matches()) {
            throw new MalformedRecord("has something else where a number like 3.5 must be");
        }
        return new BigDecimal(number);
    }

    static int whole(String written) throws MalformedRecord {
        try {
            return Integer.parseInt(written.strip());
        } catch (NumberFormatException other) {
            throw new MalformedRecord("has something else where a whole number must be");
        }
    }
}
