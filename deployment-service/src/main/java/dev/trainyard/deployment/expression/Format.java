package dev.trainyard.deployment.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a value is written into a text: <code>@name</code>. */
enum Format implements Builtin.OfInput {
    TEXT {
        @Override
        String text(Evaluation run, JsonNode value) {
            return Texts.of(run, value);
        }
    },
    JSON {
        @Override
        String text(Evaluation run, JsonNode value) {
            return JsonText.write(run, value);
        }
    },
    CSV {
        @Override
        String text(Evaluation run, JsonNode value) {
            return row(run, value, ",", cell -> '"' + cell.replace("\"", "\"\"") + '"');
        }
    },
    TSV {
        @Override
        String text(Evaluation run, JsonNode value) {
            return row(
                    run,
                    value,
                    "\t",
                    cell -> cell.replace("\\", "\\\\")
                            .replace("\t", "\\t")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r"));
        }
    },
    HTML {
        @Override
        String text(Evaluation run, JsonNode value) {
            String text = Texts.of(run, value);
            run.build(12L * text.length());
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("'", "&#39;")
                    .replace("\"", "&quot;");
        }
    },
    URI {
        @Override
        String text(Evaluation run, JsonNode value) {
            byte[] bytes = bytes(run, value);
            run.build(6L * bytes.length);
            StringBuilder text = new StringBuilder(bytes.length);
            for (byte b : bytes) {
                if (UNRESERVED.indexOf(b) >= 0) {
                    text.append((char) b);
                } else {
                    text.append('%')
                            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                            .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
                }
            }
            return text.toString();
        }
    },
    SH {
        @Override
        String text(Evaluation run, JsonNode value) {
            if (!value.isArray()) {
                return word(run, value);
            }
            StringBuilder words = new StringBuilder();
            for (JsonNode element : value) {
                Texts.append(run, words, words.isEmpty() ? "" : " ");
                Texts.append(run, words, word(run, element));
            }
            return words.toString();
        }

        private static String word(Evaluation run, JsonNode value) {
            if (value.isContainerNode()) {
                throw new Raised(Values.type(value) + " cannot be escaped for a shell");
            }
            String text = Texts.of(run, value);
            run.build(8L * text.length());
            return value.isTextual() ? "'" + text.replace("'", "'\\''") + "'" : text;
        }
    },
    BASE64 {
        @Override
        String text(Evaluation run, JsonNode value) {
            byte[] bytes = bytes(run, value);
            run.build(3L * bytes.length);
            return Base64.getEncoder().encodeToString(bytes);
        }
    },
    BASE64D {
        @Override
        String text(Evaluation run, JsonNode value) {
            byte[] bytes = bytes(run, value);
            int length = bytes.length;
            while (length > 0 && bytes[length - 1] == '=') {
                length--;
            }
            run.build(3L * length);
            try {
                byte[] decoded = Base64.getDecoder().decode(Arrays.copyOf(bytes, length));
                return new String(decoded, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException malformed) {
                throw new Raised("The text is no base64");
            }
        }
    };

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    abstract String text(Evaluation run, JsonNode value);

    /** The format that is written so, with its sign; null when there is none. */
    static Format named(String name) {
        for (Format format : values()) {
            if (name.equals("@" + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        return null;
    }

    @Override
    public JsonNode apply(Evaluation run, JsonNode input) {
        return Values.text(run, text(run, input));
    }

    private static byte[] bytes(Evaluation run, JsonNode value) {
        String text = Texts.of(run, value);
        run.build(3L * text.length());
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String row(Evaluation run, JsonNode value, String separator, UnaryOperator<String> cell) {
        if (!value.isArray()) {
            throw new Raised(Values.type(value) + " is no row: it must be an array");
        }
        StringBuilder row = new StringBuilder();
        boolean isFirst = true;
        for (JsonNode element : value) {
            if (element.isContainerNode()) {
                throw new Raised(Values.type(element) + " cannot be in a row");
            }
            Texts.append(run, row, isFirst ? "" : separator);
            isFirst = false;
            if (element.isTextual()) {
                run.build(6L * element.textValue().length());
                Texts.append(run, row, cell.apply(element.textValue()));
            } else if (!element.isNull()) {
                Texts.append(run, row, Texts.of(run, element));
            }
        }
        return row.toString();
    }
}
