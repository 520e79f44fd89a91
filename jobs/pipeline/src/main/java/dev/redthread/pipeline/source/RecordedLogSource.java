package dev.redthread.pipeline.source;

import dev.redthread.normalize.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Files of recorded logs, or of bare vendor records, as one arrival order that ends.
 *
 * <p>The received time of a line is what its envelope says, made monotone within its file; a bare
 * record's is the running maximum of event times. It is the Flink timestamp, and the source emits
 * the watermarks itself: the wall clock plays no part. Use it at parallelism 1.
 *
 * <p><i>Errors:</i> a line that holds no record is delivered as refused; a file that cannot be read
 * fails the job.
 */
public final class RecordedLogSource implements Source<Delivered, LogSplit, List<LogSplit>> {
  private static final long serialVersionUID = 1;

  private final List<String> files;
  private final Sources sources;
  private final @Nullable String source;

  private RecordedLogSource(List<String> files, Sources sources, @Nullable String source) {
    this.files = files;
    this.sources = sources;
    this.source = source;
  }

  /** Files whose lines each name their source. */
  public static RecordedLogSource of(List<Path> files, Sources sources) {
    return new RecordedLogSource(files.stream().map(Path::toString).toList(), sources, null);
  }

  /** Files of bare records of one source; lines of a recorded log are taken too. */
  public static RecordedLogSource of(List<Path> files, Sources sources, String source) {
    return new RecordedLogSource(files.stream().map(Path::toString).toList(), sources, source);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Delivered, LogSplit> createReader(SourceReaderContext context) {
    return new RecordedLogReader(new LogDecoding(sources, source), Clock.systemUTC());
  }

  @Override
  public SplitEnumerator<LogSplit, List<LogSplit>> createEnumerator(
      SplitEnumeratorContext<LogSplit> context) {
    return OneSplitEnumerator.ending(
        context, new LogSplit(files.stream().map(LogPosition::start).toList()));
  }

  @Override
  public SplitEnumerator<LogSplit, List<LogSplit>> restoreEnumerator(
      SplitEnumeratorContext<LogSplit> context, List<LogSplit> unassigned) {
    return OneSplitEnumerator.ending(context, unassigned.isEmpty() ? null : unassigned.get(0));
  }

  @Override
  public SimpleVersionedSerializer<LogSplit> getSplitSerializer() {
    return new LogSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<LogSplit>> getEnumeratorCheckpointSerializer() {
    return new UnassignedSerializer<>(new LogSplitSerializer());
  }
}
