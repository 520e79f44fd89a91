package dev.redthread.incident.document;

import dev.redthread.engine.PatternEvent;

/** What stands for the original of a pattern's completing event: the chain it completes. */
public final class PatternEventDocument {

  private PatternEventDocument() {}

  /** The chain as JSON; its events are evidence of their own. */
  public static byte[] json(PatternEvent event) {
    return new JsonTree()
        .set("pattern.id", event.pattern())
        .setObjects("chain", event.chain(), FindingDocument::link)
        .bytes();
  }
}
