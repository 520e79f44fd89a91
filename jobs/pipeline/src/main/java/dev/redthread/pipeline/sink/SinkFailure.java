package dev.redthread.pipeline.sink;

import org.jspecify.annotations.Nullable;

/** What a sink cannot get over by itself: the job fails, and starts again where it was. */
public final class SinkFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  SinkFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
