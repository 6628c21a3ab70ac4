package dev.trainyard.quiz.announcement;

/** A text that is written twice: plain, and marked up with the tags that Telegram knows. What users wrote stays text. */
final class Wording {

    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();

    Wording say(String text) {
        plain.append(text);
        html.append(escaped(text));
        return this;
    }

    Wording bold(String text) {
        return marked("b", text);
    }

    Wording code(String text) {
        return marked("code", text);
    }

    private Wording marked(String tag, String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        plain.append(line);
        html.append('<')
                .append(tag)
                .append('>')
                .append(escaped(line))
                .append("</")
                .append(tag)
                .append('>');
        return this;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    String plain() {
        return plain.toString();
    }

    String html() {
        return html.toString();
    }
}
