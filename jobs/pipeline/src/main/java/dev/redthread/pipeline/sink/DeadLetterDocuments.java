package dev.redthread.pipeline.sink;

import dev.redthread.event.DeadLetter;
import java.io.Serializable;

/** Makes the document of a dead letter, for the sinks whose server refused something. */
@FunctionalInterface
public interface DeadLetterDocuments extends Serializable {
  Document document(DeadLetter letter);
}
