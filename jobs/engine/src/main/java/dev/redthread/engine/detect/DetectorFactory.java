package dev.redthread.engine.detect;

import dev.redthread.engine.Detector;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;

/** Makes detectors that keep timelines. */
public final class DetectorFactory implements Detector.Factory {
  private static final long serialVersionUID = 1;

  private final DetectorOptions options;

  public DetectorFactory() {
    this(DetectorOptions.DEFAULT);
  }

  public DetectorFactory(DetectorOptions options) {
    this.options = options;
  }

  @Override
  public Detector create(PatternSet patterns, Clock clock) {
    return new TimelineDetector(patterns, clock, options);
  }
}
