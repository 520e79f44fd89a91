package dev.redthread.cli;

import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.ElasticsearchSearch;
import dev.redthread.pipeline.sink.ElasticsearchSink;
import dev.redthread.pipeline.sink.ElasticsearchTarget;
import dev.redthread.pipeline.sink.WebhookSink;
import org.apache.flink.api.connector.sink2.Sink;

/** Where a job writes to. */
final class JobOutputs {

  private JobOutputs() {}

  /** What a configuration names. */
  static Outputs of(PipelineConfig config) {
    PipelineConfig.Elasticsearch elasticsearch = config.elasticsearch();
    ElasticsearchTarget target =
        new ElasticsearchTarget(
            elasticsearch.url(),
            elasticsearch.userVariable().orElse(null),
            elasticsearch.passwordVariable().orElse(null));
    String prefix = elasticsearch.indexPrefix();
    return Outputs.of(documents(target, prefix), config.pages().map(WebhookSink::of))
        .withStored(
            new ElasticsearchSearch(
                target, new Documents(prefix).statusIndices(), DocumentStatus.WRITTEN));
  }

  /** Documents in Elasticsearch, in the indices of a prefix. */
  static Sink<Document> documents(ElasticsearchTarget target, String indexPrefix) {
    return new ElasticsearchSink(
        target,
        Templates.of(indexPrefix),
        DocumentIndex.DEADLETTERS.index(indexPrefix),
        new Documents(indexPrefix)::of);
  }
}
