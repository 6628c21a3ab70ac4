package dev.trainyard.kit.note;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Takes a body of any type and says how long it was. */
@Path("/api/v1/uploads")
@RunOnVirtualThread
public class UploadResource {

    @POST
    @Authenticated
    @Consumes("text/csv")
    public long upload(InputStream body) throws IOException {
        return body.transferTo(OutputStream.nullOutputStream());
    }

    /** Says nothing about who may call it. */
    @POST
    @Path("/forgotten")
    public String forgotten() {
        return "open";
    }
}
