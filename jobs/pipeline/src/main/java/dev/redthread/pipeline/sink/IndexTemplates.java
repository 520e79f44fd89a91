package dev.redthread.pipeline.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Index templates by name. Installing one again with the same content changes nothing.
 *
 * @param byName the JSON of each, as Elasticsearch takes it at {@code _index_template/NAME}
 */
public record IndexTemplates(Map<String, String> byName) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexTemplates.class);
  private static final ObjectMapper JSON = new ObjectMapper();
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
   * Installs all of them, and adds the fields that are new to indices that are there already.
   *
   * <p><i>Errors:</i> an {@link IOException} where it may work later, a {@link SinkFailure} where
   * it will not. An index whose fields cannot be added stays as it is.
   */
  CompletableFuture<Void> install(RestClient connection) {
    return CompletableFuture.allOf(
        byName.entrySet().stream()
            .map(
                template ->
                    install(connection, template.getKey(), template.getValue())
                        .thenCompose(done -> addFields(connection, template.getValue())))
            .toArray(CompletableFuture<?>[]::new));
  }

  private static CompletableFuture<Void> install(RestClient connection, String name, String json) {
    Request request = new Request("PUT", "/_index_template/" + name);
    request.setJsonEntity(json);
    return send(connection, request)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    isFinal(failure)
                        ? new SinkFailure("the index template " + name + " is refused", failure)
                        : failure));
  }

  /** A template counts only for indices that are made later. */
  private static CompletableFuture<Void> addFields(RestClient connection, String template) {
    JsonNode json;
    try {
      json = JSON.readTree(template);
    } catch (JsonProcessingException e) {
      return CompletableFuture.failedFuture(new SinkFailure("an index template is no JSON", e));
    }
    List<String> indices = new ArrayList<>();
    json.path("index_patterns").forEach(pattern -> indices.add(pattern.asText()));
    JsonNode properties = json.at("/template/mappings/properties");
    if (indices.isEmpty() || properties.isMissingNode()) {
      return CompletableFuture.completedFuture(null);
    }
    Request request =
        new Request(
            "PUT",
            "/"
                + String.join(",", indices)
                + "/_mapping?ignore_unavailable=true&allow_no_indices=true");
    request.setJsonEntity(JSON.createObjectNode().set("properties", properties).toString());
    return send(connection, request)
        .exceptionallyCompose(
            failure -> {
              if (!isFinal(failure)) {
                return CompletableFuture.failedFuture(failure);
              }
              LOG.warn("{} cannot be given new fields: {}", indices, failure.getMessage());
              return CompletableFuture.completedFuture(null);
            });
  }

  private static boolean isFinal(Throwable failure) {
    return failure instanceof ResponseException refused
        && Verdict.of(refused.getResponse().getStatusLine().getStatusCode()) != Verdict.LATER;
  }

  private static CompletableFuture<Void> send(RestClient connection, Request request) {
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
            done.completeExceptionally(failure);
          }
        });
    return done;
  }
}
