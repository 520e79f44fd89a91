package dev.redthread.pipeline.change;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/** Says whether texts may come into force. */
public interface TextsCheck extends Serializable {

  /**
   * Why not, for people: where it is and what to do; empty when they may.
   *
   * @param texts by file name
   */
  Optional<String> refusal(Map<String, String> texts);
}
