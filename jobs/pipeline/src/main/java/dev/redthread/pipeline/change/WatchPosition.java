package dev.redthread.pipeline.change;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * What a watch has said last.
 *
 * @param number of the last version
 * @param inForce the hash of its files
 * @param base the hash of the files with which the job was started that it belongs to
 */
record WatchPosition(long number, String inForce, String base) implements SourceSplit {

  static WatchPosition start(PatternVersion base) {
    return new WatchPosition(base.number(), base.hash(), base.hash());
  }

  WatchPosition said(PatternVersion version) {
    return new WatchPosition(version.number(), version.hash(), base);
  }

  WatchPosition startedWith(String otherBase) {
    return new WatchPosition(number, inForce, otherBase);
  }

  @Override
  public String splitId() {
    return "patterns";
  }
}
