package dev.redthread.pipeline.state;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Lets RocksDB write all states of a task to disk together.
 *
 * <p>A checkpoint begins with that, in the task's own thread. By itself RocksDB does it for one
 * state after the other, each time waiting for a thread and for the disk to confirm the file and
 * the list of files. {@code detect} has a dozen states, so the task stood still for seconds on a
 * busy machine. Together they are one job with one list. When memory runs out between checkpoints
 * all states are written too, where it would be one; at a checkpoint every few seconds that hardly
 * happens.
 */
public final class AtomicFlush implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1;

  @Override
  public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
    return options.setAtomicFlush(true);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
    return options;
  }
}
