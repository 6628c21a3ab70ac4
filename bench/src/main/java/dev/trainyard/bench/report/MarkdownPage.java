package dev.trainyard.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** As Markdown, which code hosts show. */
final class MarkdownPage implements Page {

    private final StringBuilder page = new StringBuilder();

    @Override
    public void heading(int level, String text) {
        page.append("#".repeat(level)).append(' ').append(text).append("\n\n");
    }

    @Override
    public void paragraph(String text) {
        page.append(text).append("\n\n");
    }

    @Override
    public void table(List<List<String>> rows) {
        row(rows.getFirst());
        row(rows.getFirst().stream().map(_ -> "---").toList());
        rows.stream().skip(1).forEach(this::row);
        page.append('\n');
    }

    private void row(List<String> cells) {
        page.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    @Override
    public void plot(String file, String alternative) {
        page.append("![%s](%s)\n\n".formatted(alternative, file));
    }

    @Override
    public String text() {
        return page.toString().stripTrailing() + "\n";
    }
}
