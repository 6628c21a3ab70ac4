package dev.trainyard.quiz.question;

import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** A number is right, and those that are no further from it than the tolerance. */
@JsonTypeName(NumericQuestion.KIND)
@Schema(
        description = "A number is right, and those that are no further from it than the tolerance.",
        requiredProperties = "kind",
        properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = NumericQuestion.KIND))
public record NumericQuestion(
        UUID id,
        @NotBlank @Size(max = 2_000) String text,

        @NotNull @Digits(integer = 12, fraction = 6) BigDecimal rightValue,

        @Schema(defaultValue = "0") @PositiveOrZero @Digits(integer = 12, fraction = 6)
        BigDecimal tolerance,

        @Schema(defaultValue = "100") @Min(1) @Max(100_000) Integer points,
        @Min(5) @Max(3_600) Integer timeLimitSeconds)
        implements Question {

    public static final String KIND = "numeric";

    public NumericQuestion {
        tolerance = tolerance == null ? BigDecimal.ZERO : tolerance;
        points = points == null ? DEFAULT_POINTS : points;
    }
}
