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

    private static int port;
    private static int service;

    private HttpClient client;

    public static void main(String[] arguments) {
        port = Integer.parseInt(arguments[0]);
        service = Integer.parseInt(arguments[1]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx.vertx()
                .deployVerticle(BareProxy.class, new DeploymentOptions().setInstances(loops))
                .onSuccess(id -> System.out.println("ready"))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
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
