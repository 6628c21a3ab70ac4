import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * The least that a proxy on the gateway's Vert.x can do: it copies headers and bodies and checks, limits, counts and logs
 * nothing. What it takes is what the gateway could save at most. Arguments: its port, and the port of the service.
 */
public final class BareProxy extends AbstractVerticle {

    private final int port;
    private final int service;

    private HttpClient client;

    private BareProxy(int port, int service) {
        this.port = port;
        this.service = service;
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int service = Integer.parseInt(arguments[1]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(() -> new BareProxy(port, service), new DeploymentOptions().setInstances(loops))
                // The bench waits for this line, or for the end of the output.
                .onSuccess(id -> System.out.println("ready"))
                .onFailure(failure -> {
                    System.err.println("The proxy cannot listen: " + failure);
                    vertx.close();
                });
    }

    @Override
    public void start(Promise<Void> started) {
        client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(500));
        vertx.createHttpServer().requestHandler(this::forward).listen(port, "127.0.0.1").<Void>mapEmpty().onComplete(started);
    }

    private void forward(HttpServerRequest request) {
        request.pause();
        client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(service)
                        .setMethod(request.method())
                        .setURI(request.uri()))
                .onSuccess(toService -> {
                    toService.headers().setAll(request.headers()).remove(HttpHeaders.HOST);
                    toService.response().onSuccess(answer -> answer(request, answer));
                    if (request.method() == HttpMethod.GET) {
                        toService.end();
                    } else {
                        // The bench's bodies come in one piece.
                        request.handler(toService::end);
                    }
                    request.resume();
                });
    }

    private static void answer(HttpServerRequest request, HttpClientResponse answer) {
        request.response().setStatusCode(answer.statusCode()).headers().setAll(answer.headers());
        answer.handler(request.response()::end);
    }
}
