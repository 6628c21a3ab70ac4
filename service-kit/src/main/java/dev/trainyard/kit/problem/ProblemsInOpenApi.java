package dev.trainyard.kit.problem;

import dev.trainyard.http.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in the API's document what every operation answers when it refuses: problem details, in one shape. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemsInOpenApi implements OASFilter {

    private static final String SCHEMA = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(SCHEMA, problem());
        if (document.getPaths() != null) {
            document.getPaths().getPathItems().values().stream()
                    .map(PathItem::getOperations)
                    .flatMap(operations -> operations.values().stream())
                    .forEach(ProblemsInOpenApi::mayRefuse);
        }
    }

    private static void mayRefuse(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        for (var response : operation.getResponses().getAPIResponses().entrySet()) {
            boolean refusal =
                    response.getKey().startsWith("4") || response.getKey().startsWith("5");
            if (refusal && response.getValue().getContent() == null) {
                response.getValue().setContent(content());
            }
        }
        APIResponse otherwise = OASFactory.createAPIResponse()
                .description("Refused; type says why")
                .content(content());
        operation.getResponses().addAPIResponse("default", otherwise);
    }

    private static Content content() {
        Schema reference = OASFactory.createSchema().ref(SCHEMA);
        return OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(reference));
    }

    private static Schema problem() {
        Schema violation = object().addProperty("in", text("body, query, path or header"))
                .addProperty("pointer", text("JSON pointer of the value in a body, else the parameter's name"))
                .addProperty("detail", text("What is wrong with it"));
        return object().description("Problem details, RFC 9457")
                .addProperty("type", text("urn:problem: and a code that never changes"))
                .addProperty("title", text("The status in words"))
                .addProperty("status", OASFactory.createSchema().type(List.of(SchemaType.INTEGER)))
                .addProperty("detail", text("What went wrong, for a person"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.ARRAY))
                                .items(violation))
                .addProperty("requestId", text("Finds the request in the logs"))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema object() {
        return OASFactory.createSchema().type(List.of(SchemaType.OBJECT));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
    }
}
