package dev.redthread.pipeline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

final class LocalFlinkTest {

  /** Two users can then run it on one machine. */
  @Test
  void keepsAllItsFilesInAFolderThatGoesWithIt() throws Exception {
    Path folder;
    try (LocalFlink flink = LocalFlink.start(1, new Configuration())) {
      Map<String, String> settings = settings(flink);
      folder = Path.of(settings.getOrDefault("io.tmp.dirs", ""));

      assertThat(folder).isDirectory();
      assertThat(folder.getFileName().toString()).startsWith("redthread-flink-");
      assertThat(settings)
          .containsEntry("web.upload.dir", folder.toString())
          .containsEntry("web.tmpdir", folder.toString())
          .containsEntry("blob.storage.directory", folder.toString());
    }

    assertThat(folder).doesNotExist();
  }

  @Test
  void givesEachSlotTheMemoryThatRocksDbNeeds() {
    assertThat(LocalFlink.managedMemory(2, new Configuration()))
        .isEqualTo(MemorySize.ofMebiBytes(64));
    assertThat(LocalFlink.managedMemory(2, FlinkSettings.finite(2, StateBackend.ROCKSDB)))
        .isEqualTo(MemorySize.ofMebiBytes(256));
  }

  private static Map<String, String> settings(LocalFlink flink) throws Exception {
    String body =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(flink.webUi().resolve("/jobmanager/config")).build(),
                BodyHandlers.ofString())
            .body();
    Map<String, String> settings = new HashMap<>();
    for (JsonNode entry : new ObjectMapper().readTree(body)) {
      settings.put(entry.path("key").asText(), entry.path("value").asText());
    }
    return settings;
  }
}
