package dev.redthread.engine.generated;

import dev.redthread.engine.Detector;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;

/** Makes the detector under test. */
public interface Detectors {

  /** The engine's own. */
  Detectors REAL =
      (patterns, clock, setting) -> new DetectorFactory(options(setting)).create(patterns, clock);

  static DetectorOptions options(Setting setting) {
    return DetectorOptions.DEFAULT
        .withCache(setting.cachedKeys(), setting.cachedEvents())
        .withCepKernel(setting.kernel());
  }

  Detector create(PatternSet patterns, Clock clock, Setting setting);
}
