package dev.trainyard.kit.openapi;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.OpenApiHandler;
import io.quarkus.smallrye.openapi.runtime.OpenApiRecorder;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import java.util.List;
import java.util.Map;

/** What the image builder changes in Quarkus' extension, so that {@link DeferredDocuments} has its turn. */
final class NativeOpenApi {

    private NativeOpenApi() {}

    /** Called at the start. */
    @TargetClass(OpenApiRecorder.class)
    static final class Recorder {

        @Substitute
        public void prepareDocument(AutoSecurityFilter security, Map<RunStage, List<String>> filters, String name) {
            DeferredDocuments.defer(new DeferredDocuments.Document(security, filters, name));
        }
    }

    /** Does the work, and is not to be called from here otherwise. */
    @TargetClass(OpenApiDocumentService.class)
    static final class Service {

        @Alias
        native void prepareDocument(AutoSecurityFilter security, Map<RunStage, List<String>> filters, String name);
    }

    /** Called at each request. */
    @TargetClass(OpenApiHandler.class)
    static final class Handler {

        @Substitute
        @SuppressWarnings("UnusedMethod") // It is called by what it becomes a part of.
        private OpenApiDocumentService getOpenApiDocumentService() {
            return DeferredDocuments.service();
        }
    }
}
