package dev.trainyard.quiz.porting;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.trainyard.http.problem.Problem;
import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSV (RFC 4180) with a line per question, in the columns of {@link CsvColumns}: what a spreadsheet is good at. */
final class Csv implements QuestionFormat {

    private static final int FEWEST_OPTIONS = 4;

    @Override
    public void read(SourceText file, Findings findings) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separatorOf(file.text()))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file.text())) {
            Iterator<CsvRecord> records = csv.iterator();
            if (records.hasNext()) {
                CsvColumns columns = CsvColumns.of(records.next().getFields());
                records.forEachRemaining(line -> record(line, columns, findings));
            }
        } catch (CsvParseException notCsv) {
            throw Problem.badRequest("malformed-csv", "The file is not CSV: " + notCsv.getMessage() + ".");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String write(List<Question> questions) {
        int options = questions.stream()
                .mapToInt(question -> optionsOf(question).size())
                .reduce(FEWEST_OPTIONS, Math::max);
        StringWriter file = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(file)) {
            csv.writeRecord(CsvColumns.header(options));
            questions.forEach(question -> csv.writeRecord(fields(question)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toString();
    }

    private static void record(CsvRecord line, CsvColumns columns, Findings findings) {
        int first = Math.toIntExact(line.getStartingLineNumber());
        int more = line.getFields().stream()
                .mapToInt(field ->
                        Math.toIntExact(field.chars().filter(c -> c == '\n').count()))
                .sum();
        findings.record(first, first + more, note -> new CsvLine(columns, line.getFields()).question());
    }

    private static List<String> fields(Question question) {
        Stream<Object> fields = Stream.of(
                kind(question),
                FormulaGuard.guard(question.text()),
                right(question),
                question instanceof NumericQuestion q ? q.tolerance().toPlainString() : "",
                question.points(),
                question.timeLimitSeconds() == null ? "" : question.timeLimitSeconds());
        List<String> all = new ArrayList<>(fields.map(Object::toString).toList());
        optionsOf(question).forEach(option -> all.add(FormulaGuard.guard(option)));
        return all;
    }

    private static String kind(Question question) {
        return switch (question) {
            case SingleChoiceQuestion _ -> SingleChoiceQuestion.KIND;
            case MultipleChoiceQuestion _ -> MultipleChoiceQuestion.KIND;
            case OrderingQuestion _ -> OrderingQuestion.KIND;
            case NumericQuestion _ -> NumericQuestion.KIND;
            case TextQuestion _ -> TextQuestion.KIND;
        };
    }

    /** Options are counted from 1, as their columns are. */
    private static String right(Question question) {
        return switch (question) {
            case SingleChoiceQuestion q -> Integer.toString(q.rightOption() + 1);
            case MultipleChoiceQuestion q ->
                q.rightOptions().stream()
                        .map(option -> Integer.toString(option + 1))
                        .collect(Collectors.joining(";"));
            case NumericQuestion q -> q.rightValue().toPlainString();
            case OrderingQuestion _, TextQuestion _ -> "";
        };
    }

    private static List<String> optionsOf(Question question) {
        return switch (question) {
            case SingleChoiceQuestion q -> q.options();
            case MultipleChoiceQuestion q -> q.options();
            case OrderingQuestion q -> q.options();
            case TextQuestion q -> q.acceptedTexts();
            case NumericQuestion _ -> List.of();
        };
    }

    /** Whichever of comma, semicolon and tab the header has most of: spreadsheets choose by country. */
    private static char separatorOf(String text) {
        String header = text.lines().findFirst().orElse("");
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            most = count(header, candidate) > count(header, most) ? candidate : most;
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
