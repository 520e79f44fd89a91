package dev.redthread.pipeline.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/** All files of a source: they are one arrival order, so one reader reads them. */
record LogSplit(List<LogPosition> positions) implements SourceSplit {
  LogSplit {
    positions = List.copyOf(positions);
  }

  @Override
  public String splitId() {
    return "files";
  }
}
