package dev.redthread.pipeline.pull;

import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcher;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcherManager;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/** Gives every feed a thread of its own, so that none waits for the answer to another. */
final class ThreadForEachFeed extends SplitFetcherManager<Pulled, PullSplit> {

  ThreadForEachFeed(Supplier<SplitReader<Pulled, PullSplit>> readers, Configuration settings) {
    super(readers, settings);
  }

  @Override
  public void addSplits(List<PullSplit> splits) {
    for (PullSplit split : splits) {
      SplitFetcher<Pulled, PullSplit> fetcher = createSplitFetcher();
      fetcher.addSplits(List.of(split));
      startFetcher(fetcher);
    }
  }

  @Override
  public void removeSplits(List<PullSplit> splits) {
    throw new UnsupportedOperationException("a feed stays as long as the job");
  }
}
