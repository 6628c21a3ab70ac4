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

/** One option is right. */
@JsonTypeName(SingleChoiceQuestion.KIND)
@Schema(
        description = "One option is right.",
        requiredProperties = "kind",
        properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = SingleChoiceQuestion.KIND),
        examples = """
                {"kind": "single_choice", "text": "Which muscle flexes the elbow?",
                 "options": ["Biceps", "Triceps"], "rightOption": 0}""")
public record SingleChoiceQuestion(
        UUID id,

        @NotBlank @Size(max = 2_000) String text,

        @NotNull @Size(min = 2, max = 12) List<@NotBlank @Size(max = 500) String> options,

        @Schema(description = "Which of the options, counted from 0") @NotNull @Min(0)
        Integer rightOption,

        @Schema(defaultValue = "100") @Min(1) @Max(100_000) Integer points,
        @Min(5) @Max(3_600) Integer timeLimitSeconds)
        implements Question {

    public static final String KIND = "single_choice";

    public SingleChoiceQuestion {
        points = points == null ? DEFAULT_POINTS : points;
    }

    @Override
    public Stream<Contradiction> contradictions() {
        return Stream.concat(
                Contradiction.ofRepetitions("options", options),
                Contradiction.ofMissingOption("rightOption", rightOption, options));
    }
}
