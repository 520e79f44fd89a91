package dev.redthread.pipeline.sink;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a free port that keeps what it is sent and answers as a test says. */
final class Receiver implements AutoCloseable {

  /** Closes the connection instead of an answer. */
  static final int HANG_UP = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();

  /** What came in, and the status it was answered with. */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(long nanos, String path, Headers headers, byte[] body, int status) {
    String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }
  }

  /** Decides on the n-th request, counted from 1; may set headers of the answer. */
  interface Script {
    int status(int number, HttpExchange exchange) throws IOException;
  }

  Receiver(Script script) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(script, exchange));
    server.start();
  }

  private void answer(Script script, HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = script.status(count.incrementAndGet(), exchange);
    requests.add(
        new Request(
            now, exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body, status));
    if (status != HANG_UP) {
      exchange.sendResponseHeaders(status, -1);
    }
    exchange.close();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> accepted() {
    return requests.stream().filter(request -> request.status() / 100 == 2).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
