package dev.trainyard.workout.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.workout.weight.WeightUnit;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An uploaded export, read row by row: what can be understood is passed on, what cannot is reported with its line. */
final class ExportFile {

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int MAX_HEADER = 4096;
    private static final int MAX_RECORD = 64 * 1024;
    private static final int MAX_COLUMNS = 200;
    private static final int MAGIC = 4;

    private final Path file;
    private final Optional<ExportFormat> wanted;

    /** A file of the {@code wanted} format; when empty, of the one that its header tells. */
    ExportFile(Path file, Optional<ExportFormat> wanted) {
        this.file = file;
        this.wanted = wanted;
    }

    /** Takes the rows of a file, in their order. */
    interface Rows {

        /** A set, found at {@code line} of the file. */
        void set(long line, ImportedSet set) throws BrokenRow;

        /** A row that cannot be taken in. */
        void broken(long line, String reason);
    }

    /** Does something with the rows after the header. */
    private interface Body<T> {
        T with(ExportFormat format, Map<String, Integer> columns, Iterator<CsvRecord> records, Counted bytes);
    }

    long bytes() throws IOException {
        return Files.size(file);
    }

    /**
     * The format of the file, by its header.
     *
     * @throws Problem 400 when it is no such file at all
     */
    ExportFormat format() throws IOException {
        return opened((format, columns, records, bytes) -> format);
    }

    /**
     * Reads all rows.
     *
     * @param unit of weights where the file does not say
     * @return how many they are
     * @throws Problem 400 when it is no such file at all
     */
    long read(WeightUnit unit, Rows rows, Progress progress) throws IOException {
        return opened((format, columns, records, bytes) -> {
            long count = 0;
            while (records.hasNext()) {
                read(format, columns, records.next(), unit, rows);
                progress.read(++count, bytes.count());
            }
            return count;
        });
    }

    private <T> T opened(Body<T> body) throws IOException {
        try (Counted bytes = new Counted(Files.newInputStream(file));
                BufferedReader text = decoded(bytes)) {
            char separator = wanted.flatMap(ExportFormat::separator).orElse(separatorOf(text));
            try (CsvReader<CsvRecord> csv = CsvReader.builder()
                    .fieldSeparator(separator)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .maxBufferSize(MAX_RECORD)
                    .ofCsvRecord(text)) {
                Iterator<CsvRecord> records = csv.iterator();
                if (!records.hasNext()) {
                    throw malformed("The file is empty.");
                }
                Map<String, Integer> columns = columnsOf(records.next());
                return body.with(formatOf(columns), columns, records, bytes);
            }
        } catch (CharacterCodingException broken) {
            throw notText();
        } catch (UncheckedIOException failure) {
            if (failure.getCause() instanceof CharacterCodingException) {
                throw notText();
            }
            throw failure.getCause();
        } catch (CsvParseException notCsv) {
            if (notCsv.getCause() instanceof CharacterCodingException) {
                throw notText();
            }
            throw malformed("The file is not CSV: " + notCsv.getMessage() + ".");
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

    private BufferedReader decoded(Counted bytes) throws IOException {
        Charset charset = charset();
        // Reporting, where the default would put question marks into names.
        BufferedReader text = new BufferedReader(new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** UTF-8, unless the file starts with the byte order mark of UTF-16, as spreadsheets write it. */
    private Charset charset() throws IOException {
        byte[] start;
        try (InputStream bytes = Files.newInputStream(file)) {
            start = bytes.readNBytes(MAGIC);
        }
        if (startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 0x1f, 0x8b)) {
            throw malformed("The file is compressed. Unpack it and send the CSV file that is in it.");
        }
        if (startsWith(start, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(start, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] start, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whichever of comma, semicolon and tab the header has most of. */
    private static char separatorOf(BufferedReader text) throws IOException {
        text.mark(MAX_HEADER);
        int semicolons = 0;
        int commas = 0;
        int tabs = 0;
        for (int i = 0; i < MAX_HEADER; i++) {
            int c = text.read();
            if (c < 0 || c == '\n') {
                break;
            }
            semicolons += c == ';' ? 1 : 0;
            commas += c == ',' ? 1 : 0;
            tabs += c == '\t' ? 1 : 0;
        }
        text.reset();
        if (tabs > commas && tabs > semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    private static Map<String, Integer> columnsOf(CsvRecord header) {
        Map<String, Integer> columns = new HashMap<>();
        List<String> names = header.getFields();
        if (names.size() > MAX_COLUMNS) {
            throw malformed("The header has more than " + MAX_COLUMNS + " columns.");
        }
        for (int i = 0; i < names.size(); i++) {
            if (columns.put(names.get(i).strip(), i) != null) {
                throw malformed("The header has the column \""
                        + Fields.shortened(names.get(i).strip()) + "\" twice.");
            }
        }
        return columns;
    }

    private ExportFormat formatOf(Map<String, Integer> columns) {
        if (wanted.isPresent()) {
            wanted.get().require(columns.keySet());
            return wanted.get();
        }
        return ExportFormat.known().stream()
                .filter(format -> columns.keySet().containsAll(format.required()))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "unknown-import-format",
                        "The header is neither that of a Strong nor that of a Hevy export."
                                + " For another app's, send format=csv and a mapping of its columns."));
    }

    private static Problem notText() {
        return malformed("The file is neither UTF-8 nor UTF-16 text.");
    }

    private static Problem malformed(String detail) {
        return Problem.badRequest("malformed-csv", detail);
    }

    /** Counts the bytes that are read. */
    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream bytes) {
            super(bytes);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
