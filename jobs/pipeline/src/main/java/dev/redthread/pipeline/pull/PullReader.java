package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.source.Delivered;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the feeds' threads read. A feed holds the received clock from the moment on at which
 * it was assigned, before anything came of it.
 *
 * <p><i>Thread safety:</i> the task's thread only, as Flink calls it.
 */
final class PullReader extends SourceReaderBase<Pulled, Delivered, PullSplit, PullProgress> {
  private static final Logger LOG = LoggerFactory.getLogger(PullReader.class);

  private final Set<String> configured;
  private final Set<String> waiting = new HashSet<>();
  private final Runnable atEnd;

  /**
   * @param configured the names of the feeds
   * @param atEnd is run when the reader is closed
   */
  PullReader(
      ThreadForEachFeed threads,
      Set<String> configured,
      SourceReaderContext context,
      Runnable atEnd) {
    super(threads, new PulledEmitter(), context.getConfiguration(), context);
    this.configured = Set.copyOf(configured);
    this.atEnd = atEnd;
  }

  @Override
  public void addSplits(List<PullSplit> splits) {
    List<PullSplit> known =
        splits.stream().filter(split -> configured.contains(split.feed())).toList();
    splits.stream()
        .filter(split -> !configured.contains(split.feed()))
        .forEach(
            split ->
                LOG.warn(
                    "The feed {} is configured no more, its position is dropped", split.feed()));
    known.forEach(split -> waiting.add(split.feed()));
    super.addSplits(known);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Delivered> output) throws Exception {
    if (!waiting.isEmpty()) {
      waiting.forEach(output::createOutputForSplit);
      waiting.clear();
    }
    return super.pollNext(output);
  }

  @Override
  protected PullProgress initializedState(PullSplit split) {
    return new PullProgress(split);
  }

  @Override
  protected PullSplit toSplitType(String feed, PullProgress progress) {
    return progress.split();
  }

  @Override
  protected void onSplitFinished(Map<String, PullProgress> finished) {
    throw new IllegalStateException("a feed does not end");
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      atEnd.run();
    }
  }
}
