package dev.redthread.pipeline.operator;

import dev.redthread.engine.Trouble;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.pattern.compiled.PatternSource;

/** What went wrong in the code of a Java pattern, as a dead letter. */
final class TroubleLetter {
  private TroubleLetter() {}

  static DeadLetter of(String pattern, Trouble trouble, byte[] original) {
    return new DeadLetter(
        PatternSource.of(pattern),
        trouble.event().origin(),
        trouble.event().receivedTime(),
        switch (trouble.kind()) {
          case FAILED -> Reason.PATTERN_FAILED;
          case SWITCHED_OFF -> Reason.PATTERN_SWITCHED_OFF;
        },
        trouble.detail(),
        original);
  }
}
