package dev.trainyard.deployment.definition;

import com.networknt.schema.regex.RegularExpression;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A regular expression that may look at the characters of a text so many times; backtracking could take for ever. */
final class BoundedPattern implements RegularExpression {

    private static final int MAX_STEPS = 1_000_000;

    private final Pattern pattern;

    BoundedPattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(new Watched(text, new AtomicInteger())).find();
    }

    /** Thrown when it does. */
    static final class TookTooLong extends RuntimeException {

        private static final long serialVersionUID = 1;

        TookTooLong() {
            super("A pattern took too long", null, false, false);
        }
    }

    private record Watched(CharSequence text, AtomicInteger steps) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (steps.incrementAndGet() > MAX_STEPS) {
                throw new TookTooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end), steps);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
