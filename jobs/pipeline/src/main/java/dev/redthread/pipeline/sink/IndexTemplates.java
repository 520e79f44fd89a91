package dev.redthread.pipeline.sink;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * Index templates by name. Installing one again with the same content changes nothing.
 *
 * @param byName the JSON of each, as Elasticsearch takes it at {@code _index_template/NAME}
 */
public record IndexTemplates(Map<String, String> byName) implements Serializable {

  private static final String SUFFIX = ".json";

  public static final IndexTemplates NONE = new IndexTemplates(Map.of());

  public IndexTemplates {
    byName = Map.copyOf(byName);
  }

  /** Reads {@code NAME.json} files. */
  public static IndexTemplates ofFolder(Path folder) {
    Map<String, String> byName = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          byName.put(
              name.substring(0, name.length() - SUFFIX.length()),
              Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new IndexTemplates(byName);
  }

  /**
   * Installs all of them.
   *
   * <p><i>Errors:</i> an {@link IOException} where it may work later, a {@link SinkFailure} where
   * it will not.
   */
  CompletableFuture<Void> install(RestClient connection) {
    return CompletableFuture.allOf(
        byName.entrySet().stream()
            .map(template -> install(connection, template.getKey(), template.getValue()))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static CompletableFuture<Void> install(RestClient connection, String name, String json) {
    Request request = new Request("PUT", "/_index_template/" + name);
    request.setJsonEntity(json);
    CompletableFuture<Void> done = new CompletableFuture<>();
    connection.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            done.complete(null);
          }

          @Override
          public void onFailure(Exception failure) {
            boolean never =
                failure instanceof ResponseException refused
                    && Verdict.of(refused.getResponse().getStatusLine().getStatusCode())
                        != Verdict.LATER;
            done.completeExceptionally(
                never
                    ? new SinkFailure("the index template " + name + " is refused", failure)
                    : failure);
          }
        });
    return done;
  }
}
