package dev.redthread.pipeline.follow;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/** All feeds of a job: one reader reads them, on the machine where the files are. */
record FollowSplit(List<FeedPlaces> feeds) implements SourceSplit {
  FollowSplit {
    feeds = List.copyOf(feeds);
  }

  @Override
  public String splitId() {
    return "followed";
  }
}
