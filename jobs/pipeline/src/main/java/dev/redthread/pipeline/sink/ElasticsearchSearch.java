package dev.redthread.pipeline.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Searches indices by a date field, page by page through a scroll. An index that does not exist has
 * nothing.
 *
 * @param indices those to search in
 * @param field the date field
 */
public record ElasticsearchSearch(ElasticsearchTarget target, List<String> indices, String field)
    implements DocumentSearch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 100;
  private static final String KEPT = "1m";

  /** An index may be missing still, and shards that fail must not pass for empty ones. */
  private static final String LENIENT = "ignore_unavailable=true&allow_no_indices=true";

  public ElasticsearchSearch {
    indices = List.copyOf(indices);
  }

  @Override
  public void find(long after, long until, Pages pages) throws IOException, InterruptedException {
    try (RestClient connection = target.connect()) {
      for (String index : indices) {
        find(connection, index, query(after, until), pages);
      }
    }
  }

  private static void find(RestClient connection, String index, String query, Pages pages)
      throws IOException, InterruptedException {
    // What was written a moment ago is found by a search only after a refresh.
    send(connection, new Request("POST", "/%s/_refresh?%s".formatted(index, LENIENT)));
    Request search =
        new Request(
            "POST",
            "/%s/_search?%s&scroll=%s&allow_partial_search_results=false"
                .formatted(index, LENIENT, KEPT));
    search.setJsonEntity(query);
    JsonNode answer = send(connection, search);
    List<Document> page = page(index, answer);
    while (!page.isEmpty()) {
      pages.take(page);
      answer = send(connection, scroll("POST", answer, body -> body.put("scroll", KEPT)));
      page = page(index, answer);
    }
    // One that has come to its end may be closed already.
    Request close = scroll("DELETE", answer, body -> {});
    close.addParameter("ignore", "404");
    send(connection, close);
  }

  private String query(long after, long until) {
    ObjectNode query = JSON.createObjectNode().put("size", PAGE).put("version", true);
    query
        .putObject("query")
        .putObject("range")
        .putObject(field)
        .put("gt", after)
        .put("lte", until)
        .put("format", "epoch_millis");
    query.putArray("sort").add("_doc");
    return query.toString();
  }

  private static Request scroll(String method, JsonNode answer, Consumer<ObjectNode> more) {
    ObjectNode body = JSON.createObjectNode().put("scroll_id", answer.path("_scroll_id").asText());
    more.accept(body);
    Request request = new Request(method, "/_search/scroll");
    request.setJsonEntity(body.toString());
    return request;
  }

  private static JsonNode send(RestClient connection, Request request) throws IOException {
    try {
      JsonNode answer = JSON.readTree(connection.performRequest(request).getEntity().getContent());
      if (answer.at("/_shards/failed").asInt() > 0) {
        throw new IOException("some shards failed: " + answer.path("_shards"));
      }
      return answer;
    } catch (ResponseException refused) {
      int status = refused.getResponse().getStatusLine().getStatusCode();
      // A scroll that was lost is a 404, and the search begins anew.
      if (status == 404 || Verdict.of(status) == Verdict.LATER) {
        throw refused;
      }
      throw new SinkFailure(request.getEndpoint() + " is refused", refused);
    }
  }

  /** The documents under the name that they were asked for by, which may be an alias. */
  private static List<Document> page(String index, JsonNode answer) throws IOException {
    List<Document> page = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      if (!hit.path("_source").isObject()) {
        throw new SinkFailure("the index " + index + " does not keep its documents", null);
      }
      page.add(
          new Document(
              index,
              hit.path("_id").asText(),
              hit.path("_version").asLong(),
              JSON.writeValueAsBytes(hit.path("_source"))));
    }
    return page;
  }
}
