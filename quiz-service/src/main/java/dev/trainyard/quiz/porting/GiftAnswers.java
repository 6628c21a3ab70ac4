package dev.trainyard.quiz.porting;

import dev.trainyard.quiz.question.MultipleChoiceQuestion;
import dev.trainyard.quiz.question.NumericQuestion;
import dev.trainyard.quiz.question.OrderingQuestion;
import dev.trainyard.quiz.question.Question;
import dev.trainyard.quiz.question.SingleChoiceQuestion;
import dev.trainyard.quiz.question.TextQuestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What stands between the braces of a GIFT question, which decides its kind.
 *
 * @param text of the question
 * @param hints what a comment of ours says
 * @param note told what is left out
 */
record GiftAnswers(String text, GiftHints hints, Consumer<String> note) {

    private static final BigDecimal FULL = BigDecimal.valueOf(100);
    private static final Pattern WEIGHT = Pattern.compile("%(-?[0-9]{1,3}(?:\\.[0-9]{0,9})?)%(.*)", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("[A-Z0-9_]*");
    private static final Set<String> TRUTHS = Set.of("T", "TRUE");
    private static final Set<String> UNTRUTHS = Set.of("F", "FALSE");

    /** An answer with the share of the points that it gives, in per cent. */
    private record Weighted(String text, BigDecimal weight) {

        boolean isRight() {
            return weight.compareTo(FULL) >= 0;
        }

        boolean isPartlyRight() {
            return weight.signum() > 0 && !isRight();
        }
    }

    Question read(GiftText answers) throws MalformedRecord {
        if (answers.isEmpty()) {
            throw new MalformedRecord("is an essay: it has no answers");
        }
        if (answers.startsWith(">")) {
            return ordering(answers);
        }
        if (answers.startsWith("#")) {
            return numeric(answers.from(1).strip());
        }
        if (answers.indexOf("~") >= 0) {
            return choice(answers);
        }
        String word = answers.before("#").strip().toString();
        if (TRUTHS.contains(word) || UNTRUTHS.contains(word)) {
            noteFeedback(answers.indexOf("#") >= 0);
            return single(List.of("True", "False"), TRUTHS.contains(word) ? 0 : 1);
        }
        if (!TextQuestion.KIND.equals(hints.kind()) && answers.indexOf("=") >= 0 && answers.indexOf("->") >= 0) {
            throw new MalformedRecord("is a matching question, which there is none of here");
        }
        return text(answers);
    }

    private Question ordering(GiftText answers) throws MalformedRecord {
        List<GiftText> lines = answers.split("\n");
        String[] settings = lines.getFirst().toString().substring(1).strip().split("\\s+", -1);
        if (!Arrays.stream(settings).allMatch(word -> SETTING.matcher(word).matches())) {
            throw new MalformedRecord("begins with > like an ordering question, but goes on otherwise");
        }
        List<String> options = lines.stream()
                .skip(1)
                .map(GiftText::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> GiftFormatMark.without(line).strip().toString())
                .toList();
        return new OrderingQuestion(null, text, options, hints.points(), hints.timeLimitSeconds());
    }

    private Question numeric(GiftText answers) throws MalformedRecord {
        List<Weighted> right =
                weighted(answers.split("=")).stream().filter(Weighted::isRight).toList();
        if (right.size() != 1) {
            throw new MalformedRecord(
                    right.isEmpty() ? "has no number that gives all points" : "has several right numbers");
        }
        String number = right.getFirst().text();
        int range = number.indexOf("..");
        if (range >= 0) {
            BigDecimal low = PlainNumber.of(number.substring(0, range));
            BigDecimal high = PlainNumber.of(number.substring(range + 2));
            return numeric(half(low.add(high)), half(high.subtract(low)));
        }
        int tolerance = number.indexOf(':');
        return tolerance < 0
                ? numeric(PlainNumber.of(number), BigDecimal.ZERO)
                : numeric(
                        PlainNumber.of(number.substring(0, tolerance)),
                        PlainNumber.of(number.substring(tolerance + 1)));
    }

    private Question choice(GiftText answers) throws MalformedRecord {
        List<Weighted> options = new ArrayList<>();
        List<Integer> marked = new ArrayList<>();
        List<GiftText> pieces = answers.split("~");
        for (int i = 0; i < pieces.size(); i++) {
            List<GiftText> piece = pieces.get(i).split("=");
            boolean isBlank = piece.getFirst().strip().isEmpty();
            if (i == 0 && !isBlank) {
                throw new MalformedRecord("has text before its first option");
            }
            // An = right behind a ~ belongs to no option of its own; what some programs write is ~=.
            if (i > 0 && !(isBlank && piece.size() > 1)) {
                options.add(weighted(piece.getFirst(), BigDecimal.ZERO));
            }
            for (GiftText right : piece.subList(1, piece.size())) {
                marked.add(options.size());
                options.add(weighted(right, FULL));
            }
        }
        List<String> texts = options.stream().map(Weighted::text).toList();
        if (marked.isEmpty()) {
            return multiple(texts, indexes(options));
        }
        if (marked.size() > 1) {
            throw new MalformedRecord("has several right options of which one is enough");
        }
        notePartlyRight(options);
        return single(texts, marked.getFirst());
    }

    private Question text(GiftText answers) throws MalformedRecord {
        List<Weighted> all = weighted(answers.split("="));
        notePartlyRight(all);
        List<String> accepted =
                all.stream().filter(Weighted::isRight).map(Weighted::text).toList();
        return new TextQuestion(null, text, accepted, hints.points(), hints.timeLimitSeconds());
    }

    private Question single(List<String> options, int right) {
        return new SingleChoiceQuestion(null, text, options, right, hints.points(), hints.timeLimitSeconds());
    }

    private Question multiple(List<String> options, List<Integer> right) {
        return new MultipleChoiceQuestion(null, text, options, right, hints.points(), hints.timeLimitSeconds());
    }

    private Question numeric(BigDecimal value, BigDecimal tolerance) {
        return new NumericQuestion(null, text, value, tolerance, hints.points(), hints.timeLimitSeconds());
    }

    private List<Weighted> weighted(List<GiftText> answers) {
        return answers.stream()
                .filter(answer -> !answer.strip().isEmpty())
                .map(answer -> weighted(answer, FULL))
                .toList();
    }

    private Weighted weighted(GiftText piece, BigDecimal otherwise) {
        noteFeedback(piece.indexOf("#") >= 0);
        GiftText said = piece.before("#").strip();
        Matcher weight = WEIGHT.matcher(said.toString());
        GiftText answer = weight.matches() ? said.from(weight.start(2)).strip() : said;
        return new Weighted(
                GiftFormatMark.without(answer).strip().toString(),
                weight.matches() ? new BigDecimal(weight.group(1)) : otherwise);
    }

    private void notePartlyRight(List<Weighted> answers) {
        Optional<Weighted> partly =
                answers.stream().filter(Weighted::isPartlyRight).findFirst();
        partly.ifPresent(answer -> note.accept("gives a part of the points for an answer, which counts as wrong here"));
    }

    void noteFeedback(boolean hasFeedback) {
        if (hasFeedback) {
            note.accept("has feedback, which is left out");
        }
    }

    private static List<Integer> indexes(List<Weighted> options) {
        return IntStream.range(0, options.size())
                .filter(i -> options.get(i).weight().signum() > 0)
                .boxed()
                .toList();
    }

    private static BigDecimal half(BigDecimal number) {
        BigDecimal half = number.multiply(new BigDecimal("0.5")).stripTrailingZeros();
        return half.scale() < 0 ? half.setScale(0) : half;
    }
}
