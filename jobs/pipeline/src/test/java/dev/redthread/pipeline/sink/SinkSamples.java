package dev.redthread.pipeline.sink;

import dev.redthread.pipeline.state.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;

/** What sinks have not delivered yet, as a checkpoint holds it. */
public final class SinkSamples {
  private SinkSamples() {}

  public static List<Sample<?>> samples() {
    byte[] json = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    Document document = new Document("redthread-findings", "ü", 5, json);
    return List.of(
        Sample.of(
            "plain",
            new PageBacklog(List.of(new Page("kéy", json), new Page("", new byte[0]))),
            new PageBacklog.Bytes()),
        Sample.of("delivered", new PageBacklog(List.of()), new PageBacklog.Bytes()),
        Sample.of(
            "plain",
            new BufferedRequestState<>(
                List.of(new RequestEntryWrapper<>(document, ElasticsearchWriter.size(document)))),
            new BufferedDocuments()),
        Sample.of(
            "written",
            new BufferedRequestState<>(List.<RequestEntryWrapper<Document>>of()),
            new BufferedDocuments()));
  }
}
