package dev.redthread.pipeline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ElasticsearchServerIT {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void keepsDataAndPortOverAPowerCutAndLeavesNothingBehind() throws Exception {
    Path folder;
    List<ProcessHandle> children;
    try (ElasticsearchServer server = ElasticsearchServer.start()) {
      folder = server.folder();
      URI document = server.address().resolve("/things/_doc/1?refresh=true");
      send(HttpRequest.newBuilder(document).PUT(BodyPublishers.ofString("{\"a\":1}")), 201);

      server.kill();
      server.restart();

      send(HttpRequest.newBuilder(document), 200);
      children = ProcessHandle.current().descendants().toList();
      assertThat(children).isNotEmpty();
    }
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
  }

  private void send(HttpRequest.Builder request, int status) throws Exception {
    assertThat(
            client
                .send(
                    request.header("Content-Type", "application/json").build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(status);
  }
}
