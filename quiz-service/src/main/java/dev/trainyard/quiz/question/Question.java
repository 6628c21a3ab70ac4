package dev.trainyard.quiz.question;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A question with its right answer, as its creator writes and reads it; what players see is not this. The kind decides
 * which fields there are.
 */
@Consistent
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(SingleChoiceQuestion.class),
    @JsonSubTypes.Type(MultipleChoiceQuestion.class),
    @JsonSubTypes.Type(OrderingQuestion.class),
    @JsonSubTypes.Type(NumericQuestion.class),
    @JsonSubTypes.Type(TextQuestion.class)
})
@Schema(
        description = "A question with its right answer; the kind decides which fields there are. The service gives the"
                + " id, so a new question has none.",
        oneOf = {
            SingleChoiceQuestion.class,
            MultipleChoiceQuestion.class,
            OrderingQuestion.class,
            NumericQuestion.class,
            TextQuestion.class
        },
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = SingleChoiceQuestion.KIND, schema = SingleChoiceQuestion.class),
            @DiscriminatorMapping(value = MultipleChoiceQuestion.KIND, schema = MultipleChoiceQuestion.class),
            @DiscriminatorMapping(value = OrderingQuestion.KIND, schema = OrderingQuestion.class),
            @DiscriminatorMapping(value = NumericQuestion.KIND, schema = NumericQuestion.class),
            @DiscriminatorMapping(value = TextQuestion.KIND, schema = TextQuestion.class)
        })
public sealed interface Question
        permits SingleChoiceQuestion, MultipleChoiceQuestion, OrderingQuestion, NumericQuestion, TextQuestion {

    /** What a question is worth whose creator says nothing about it. */
    int DEFAULT_POINTS = 100;

    /** Given by the service, so null in a new question. */
    UUID id();

    String text();

    Integer points();

    /** Null when there is no limit of this question's own. */
    Integer timeLimitSeconds();

    /** What is wrong between fields that are each fine; fields may be null or out of bounds, which others report. */
    default Stream<Contradiction> contradictions() {
        return Stream.empty();
    }
}
