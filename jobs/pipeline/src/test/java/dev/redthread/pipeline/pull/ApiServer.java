package dev.redthread.pipeline.pull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server on a free port of this machine that answers as a test says, and keeps what it was asked.
 */
final class ApiServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Function<Asked, Answer> api;

  /** What came in. */
  record Asked(String method, URI url, Headers headers, String body) {
    String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }

    String path() {
      return url.getPath();
    }

    /** A parameter of the query, or an empty text. */
    String parameter(String name) {
      return form(String.valueOf(url.getRawQuery())).getOrDefault(name, "");
    }

    /** A field of a form that was sent, or an empty text. */
    String field(String name) {
      return form(body).getOrDefault(name, "");
    }

    private static Map<String, String> form(String text) {
      Map<String, String> fields = new HashMap<>();
      for (String each : text.split("&", -1)) {
        String[] parts = each.split("=", 2);
        fields.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      return fields;
    }
  }

  /** How the body is sent. */
  enum Sending {
    WHOLE,
    /** Its beginning, and the connection ends. */
    CUT,
    /** Its beginning, and nothing until the server is closed. */
    STUCK
  }

  /** What goes back. */
  record Answer(int status, Map<String, String> headers, String body, Sending sending) {
    static Answer ok(String body) {
      return new Answer(200, Map.of(), body, Sending.WHOLE);
    }

    static Answer of(int status) {
      return new Answer(
          status, Map.of(), "{\"error\":\"status %d\"}".formatted(status), Sending.WHOLE);
    }

    Answer with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body, sending);
    }

    Answer sent(Sending other) {
      return new Answer(status, headers, body, other);
    }
  }

  ApiServer(Function<Asked, Answer> api) {
    this.api = api;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Asked request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(request);
    Answer answer = api.apply(request);
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean whole = answer.sending() == Sending.WHOLE;
    exchange.sendResponseHeaders(
        answer.status(), body.length == 0 ? -1 : body.length + (whole ? 0 : 1));
    if (body.length > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(body);
      out.flush();
    }
    if (answer.sending() == Sending.STUCK) {
      try {
        closed.await();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.close();
  }

  /** Its host, as a configuration names it. */
  String host() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
