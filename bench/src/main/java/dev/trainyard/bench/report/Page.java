package dev.trainyard.bench.report;

import java.util.List;

/** A page that is written from top to bottom. */
interface Page {

    void heading(int level, String text);

    void paragraph(String text);

    /** Rows, the first of which is the heading. */
    void table(List<List<String>> rows);

    /** A picture in a file beside the page. */
    void plot(String file, String alternative);

    /** All of it. */
    String text();
}
