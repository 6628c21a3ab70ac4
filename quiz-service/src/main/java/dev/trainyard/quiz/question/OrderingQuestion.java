package dev.trainyard.quiz.question;

import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** The options are to be put in order; they are written in the right one. */
@JsonTypeName(OrderingQuestion.KIND)
@Schema(
        description = "The options are to be put in order.",
        requiredProperties = "kind",
        properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = OrderingQuestion.KIND))
public record OrderingQuestion(
        UUID id,
        @NotBlank @Size(max = 2_000) String text,

        @Schema(description = "In the right order; players get them shuffled") @NotNull @Size(min = 2, max = 12)
        List<@NotBlank @Size(max = 500) String> options,

        @Schema(defaultValue = "100") @Min(1) @Max(100_000) Integer points,
        @Min(5) @Max(3_600) Integer timeLimitSeconds)
        implements Question {

    public static final String KIND = "ordering";

    public OrderingQuestion {
        points = points == null ? DEFAULT_POINTS : points;
    }

    @Override
    public Stream<Contradiction> contradictions() {
        return Contradiction.ofRepetitions("options", options);
    }
}
