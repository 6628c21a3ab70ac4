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

/** A text is to be written; each of the accepted ones is right. */
@JsonTypeName(TextQuestion.KIND)
@Schema(
        description = "A text is to be written; each of the accepted ones is right.",
        requiredProperties = "kind",
        properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = TextQuestion.KIND))
public record TextQuestion(
        UUID id,
        @NotBlank @Size(max = 2_000) String text,
        @NotNull @Size(min = 1, max = 20) List<@NotBlank @Size(max = 500) String> acceptedTexts,

        @Schema(defaultValue = "100") @Min(1) @Max(100_000) Integer points,
        @Min(5) @Max(3_600) Integer timeLimitSeconds)
        implements Question {

    public static final String KIND = "text";

    public TextQuestion {
        points = points == null ? DEFAULT_POINTS : points;
    }

    @Override
    public Stream<Contradiction> contradictions() {
        return Contradiction.ofRepetitions("acceptedTexts", acceptedTexts);
    }
}
