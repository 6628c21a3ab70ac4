package dev.trainyard.deployment.expression;

import java.util.Set;

/** Cuts an expression into words. The inside of a string is read by characters, as expressions may stand in it. */
final class Lexer {

    /** What a word is. */
    enum Kind {
        /** A name of a function, or a keyword. */
        NAME,
        /** <code>.name</code>, without the point. */
        FIELD,
        /** <code>$name</code>, without the dollar sign. */
        VARIABLE,
        /** <code>@name</code>, with its sign. */
        FORMAT,
        NUMBER,
        /** A quotation mark; what follows is to be read by {@link #character}. */
        QUOTE,
        /** Anything else. */
        SYMBOL,
        END
    }

    /** A word and where it begins. */
    record Word(Kind kind, String text, int start) {

        boolean is(String symbol) {
            return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbol);
        }
    }

    private static final Set<String> LONG_SYMBOLS =
            Set.of("|=", "+=", "-=", "*=", "/=", "%=", "==", "!=", "<=", ">=", "//", "..", "?//", "//=");

    private final String text;
    private int position;
    private Word next;

    Lexer(String text) {
        this.text = text;
    }

    Word peek() {
        if (next == null) {
            next = read();
        }
        return next;
    }

    Word take() {
        Word word = peek();
        next = null;
        return word;
    }

    /** The next character of a string, as it is written. */
    char character() {
        if (position == text.length()) {
            throw error(position, "a string does not end");
        }
        return text.charAt(position++);
    }

    /** Where the next character is. */
    int position() {
        return position;
    }

    /** Says what is wrong, and in which line and column. */
    ExpressionSyntaxException error(int at, String what) {
        String before = text.substring(0, Math.min(at, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new ExpressionSyntaxException("", "line " + line + ", column " + column + ": " + what);
    }

    private Word read() {
        skipBlanks();
        int start = position;
        if (start == text.length()) {
            return new Word(Kind.END, "end of the expression", start);
        }
        char c = text.charAt(start);
        if (isNameStart(c)) {
            return name(Kind.NAME, start, start);
        }
        if (c == '.' && isNameStart(at(start + 1))) {
            return name(Kind.FIELD, start, start + 1);
        }
        if (c == '$' && isNameStart(at(start + 1))) {
            return name(Kind.VARIABLE, start, start + 1);
        }
        if (c == '@' && isNameStart(at(start + 1))) {
            Word name = name(Kind.FORMAT, start, start + 1);
            return new Word(Kind.FORMAT, "@" + name.text(), start);
        }
        if (isDigit(c) || (c == '.' && isDigit(at(start + 1)))) {
            return number(start);
        }
        if (c == '"') {
            position++;
            return new Word(Kind.QUOTE, "\"", start);
        }
        for (int length = 3; length > 1; length--) {
            if (start + length <= text.length() && LONG_SYMBOLS.contains(text.substring(start, start + length))) {
                position += length;
                return new Word(Kind.SYMBOL, text.substring(start, position), start);
            }
        }
        if (".[](){}|,:;=<>+-*/%?$".indexOf(c) < 0) {
            throw error(start, "unexpected character");
        }
        position++;
        return new Word(Kind.SYMBOL, String.valueOf(c), start);
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                position++;
            } else {
                return;
            }
        }
    }

    private Word name(Kind kind, int start, int from) {
        position = from;
        while (isNameStart(at(position)) || isDigit(at(position))) {
            position++;
        }
        return new Word(kind, text.substring(from, position), start);
    }

    private Word number(int start) {
        while (isDigit(at(position)) || at(position) == '.') {
            position++;
        }
        if (at(position) == 'e' || at(position) == 'E') {
            int signed = at(position + 1) == '-' || at(position + 1) == '+' ? 2 : 1;
            if (isDigit(at(position + signed))) {
                position += signed;
                while (isDigit(at(position))) {
                    position++;
                }
            }
        }
        return new Word(Kind.NUMBER, text.substring(start, position), start);
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
