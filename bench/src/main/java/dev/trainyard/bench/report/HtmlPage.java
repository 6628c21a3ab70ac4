package dev.trainyard.bench.report;

import java.util.List;

/** As HTML, for a browser, without anything from elsewhere but the plots beside it. */
final class HtmlPage implements Page {

    private static final String BEGIN = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Trainyard, measured</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }
            p { max-width: 48rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; margin: 1rem 0; font-size: 14px; }
            th, td { padding: .3rem .7rem; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap; }
            th:first-child, td:first-child { text-align: left; white-space: normal; }
            th { border-bottom: 2px solid #888; }
            img { max-width: 100%; }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder page = new StringBuilder(BEGIN);

    @Override
    public void heading(int level, String text) {
        page.append("<h%d>%s</h%d>\n".formatted(level, escaped(text), level));
    }

    @Override
    public void paragraph(String text) {
        page.append("<p>%s</p>\n".formatted(escaped(text)));
    }

    @Override
    public void table(List<List<String>> rows) {
        page.append("<div class=\"wide\"><table>\n");
        row(rows.getFirst(), "th");
        rows.stream().skip(1).forEach(row -> row(row, "td"));
        page.append("</table></div>\n");
    }

    private void row(List<String> cells, String kind) {
        page.append("<tr>");
        cells.forEach(cell -> page.append("<%s>%s</%s>".formatted(kind, escaped(cell), kind)));
        page.append("</tr>\n");
    }

    @Override
    public void plot(String file, String alternative) {
        page.append("<img src=\"%s\" alt=\"%s\">\n".formatted(escaped(file), escaped(alternative)));
    }

    @Override
    public String text() {
        return page + "</body>\n</html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
