package dev.redthread.pipeline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands before Elasticsearch and spoils the first bulk requests, each in its way. */
final class Proxy implements AutoCloseable {

  /** What becomes of a bulk request. */
  enum Fault {
    STATUS_429,
    STATUS_503,
    /** Status 200 and a page of a load balancer. */
    NO_BULK_ANSWER,
    HANG_UP,
    /** Status 200, but every document is turned away. */
    ITEMS_429,
    HANG_UP_AFTER_WRITING
  }

  private final URI behind;
  private final int mostBytes;
  private volatile @Nullable String passing;
  private final Queue<Fault> faults;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Proxy(URI behind, Fault... faults) throws IOException {
    this(behind, Integer.MAX_VALUE, faults);
  }

  private Proxy(URI behind, int mostBytes, Fault... faults) throws IOException {
    this.mostBytes = mostBytes;
    this.behind = behind;
    this.faults = new ConcurrentLinkedQueue<>(List.of(faults));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Answers 413 to larger requests, but for those that {@link #letPass} names. */
  static Proxy takingAtMost(URI behind, int bytes) throws IOException {
    return new Proxy(behind, bytes);
  }

  /** Requests with this text pass whatever their size. */
  void letPass(String text) {
    passing = text;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int faultsLeft() {
    return faults.size();
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean bulk = exchange.getRequestURI().getPath().endsWith("_bulk");
    Fault fault = bulk ? faults.poll() : null;
    if (bulk && body.length > mostBytes && !passes(body)) {
      answer(exchange, 413, "text/html", "<p>too large".getBytes(UTF_8));
    } else if (fault == null) {
      HttpResponse<byte[]> response = forward(exchange, body);
      String type = response.headers().firstValue("Content-Type").orElse("");
      answer(exchange, response.statusCode(), type, response.body());
    } else {
      spoil(exchange, body, fault);
    }
    exchange.close();
  }

  private boolean passes(byte[] body) {
    String text = passing;
    return text != null && new String(body, UTF_8).contains(text);
  }

  private void spoil(HttpExchange exchange, byte[] body, Fault fault) throws IOException {
    switch (fault) {
      case STATUS_429 -> answer(exchange, 429, "text/plain", "slower".getBytes(UTF_8));
      case STATUS_503 -> answer(exchange, 503, "text/html", "<p>away".getBytes(UTF_8));
      case NO_BULK_ANSWER -> answer(exchange, 200, "text/html", "<p>hello".getBytes(UTF_8));
      case ITEMS_429 -> answer(exchange, 200, "application/json", items(body));
      case HANG_UP -> {}
      case HANG_UP_AFTER_WRITING -> forward(exchange, body);
    }
  }

  private static byte[] items(byte[] body) {
    int documents = (int) new String(body, UTF_8).lines().count() / 2;
    String item =
        "{\"index\":{\"_index\":\"i\",\"_id\":\"i\",\"status\":429,"
            + "\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"full\"}}}";
    return ("{\"took\":1,\"errors\":true,\"items\":["
            + String.join(",", Collections.nCopies(documents, item))
            + "]}")
        .getBytes(UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String name : List.of("Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
