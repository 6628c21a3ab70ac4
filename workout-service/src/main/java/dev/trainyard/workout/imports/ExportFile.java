package dev.trainyard.workout.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.workout.weight.WeightUnit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An uploaded export, read row by row: what can be understood is passed on, what cannot is reported with its line. */
final class ExportFile {

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int MAX_HEADER = 4096;
    private static final int MAX_RECORD = 64 * 1024;

    private final Path file;

    ExportFile(Path file) {
        this.file = file;
    }

    /** Takes the rows of a file, in their order. */
    interface Rows {

        /** A set, found at {@code line} of the file. */
        void set(long line, ImportedSet set) throws BrokenRow;

        /** A row that cannot be taken in. */
        void broken(long line, String reason);
    }

    /**
     * Reads all rows.
     *
     * @param format the code of a format, or {@code auto} to tell it by the header
     * @param unit of weights where the file does not say
     * @return the format
     * @throws Problem 400 when it is no such file at all
     */
    ExportFormat read(String format, WeightUnit unit, Rows rows) throws IOException {
        try (BufferedReader text = open()) {
            skipByteOrderMark(text);
            char separator = separatorOf(text);
            try (CsvReader<CsvRecord> csv = CsvReader.builder()
                    .fieldSeparator(separator)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .maxBufferSize(MAX_RECORD)
                    .ofCsvRecord(text)) {
                Iterator<CsvRecord> records = csv.iterator();
                if (!records.hasNext()) {
                    throw Problem.badRequest("malformed-csv", "The file is empty.");
                }
                Map<String, Integer> columns = columnsOf(records.next());
                ExportFormat found = formatOf(format, columns);
                while (records.hasNext()) {
                    read(found, columns, records.next(), unit, rows);
                }
                return found;
            }
        } catch (CharacterCodingException notUtf8) {
            throw Problem.badRequest("malformed-csv", "The file is not UTF-8 text.");
        } catch (UncheckedIOException failure) {
            if (failure.getCause() instanceof CharacterCodingException) {
                throw Problem.badRequest("malformed-csv", "The file is not UTF-8 text.");
            }
            throw failure.getCause();
        } catch (CsvParseException malformed) {
            if (malformed.getCause() instanceof CharacterCodingException) {
                throw Problem.badRequest("malformed-csv", "The file is not UTF-8 text.");
            }
            throw Problem.badRequest("malformed-csv", "The file is not CSV: " + malformed.getMessage() + ".");
        }
    }

    private static void read(
            ExportFormat format, Map<String, Integer> columns, CsvRecord row, WeightUnit unit, Rows rows) {
        long line = row.getStartingLineNumber();
        try {
            Optional<ImportedSet> set = format.read(new Fields(columns, row.getFields()), unit);
            if (set.isPresent()) {
                rows.set(line, set.get());
            }
        } catch (BrokenRow broken) {
            rows.broken(line, broken.getMessage());
        }
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        // Reporting, where the default would put question marks into names.
        return new BufferedReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    /** Whichever of comma and semicolon the header has more of. */
    private static char separatorOf(BufferedReader text) throws IOException {
        text.mark(MAX_HEADER);
        int semicolons = 0;
        int commas = 0;
        for (int i = 0; i < MAX_HEADER; i++) {
            int c = text.read();
            if (c < 0 || c == '\n') {
                break;
            }
            semicolons += c == ';' ? 1 : 0;
            commas += c == ',' ? 1 : 0;
        }
        text.reset();
        return semicolons > commas ? ';' : ',';
    }

    private static Map<String, Integer> columnsOf(CsvRecord header) {
        Map<String, Integer> columns = new HashMap<>();
        List<String> names = header.getFields();
        for (int i = 0; i < names.size(); i++) {
            if (columns.put(names.get(i).strip(), i) != null) {
                throw Problem.badRequest("malformed-csv", "The header has a column twice.");
            }
        }
        return columns;
    }

    private static ExportFormat formatOf(String wanted, Map<String, Integer> columns) {
        for (ExportFormat format : ExportFormat.ALL) {
            boolean asked = wanted.equals("auto") || wanted.equals(format.code());
            if (asked && columns.keySet().containsAll(format.required())) {
                return format;
            }
        }
        HashSet<String> missing = new HashSet<>();
        ExportFormat.ALL.stream()
                .filter(format -> wanted.equals(format.code()))
                .forEach(format -> missing.addAll(format.required()));
        missing.removeAll(columns.keySet());
        throw Problem.badRequest(
                "unknown-import-format",
                wanted.equals("auto")
                        ? "The header is neither that of a Strong nor that of a Hevy export."
                        : "The header is not that of a " + wanted + " export: it lacks "
                                + String.join(", ", missing.stream().sorted().toList()) + ".");
    }
}
