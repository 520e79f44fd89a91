package dev.redthread.pipeline.sink;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the documents of one bulk request that are not stored.
 *
 * @param later those to send again, in their order
 * @param why the reason of one of them, empty if there is none
 * @param rejected those that the server will never take
 * @param superseded how many were there in a newer version
 */
record BulkOutcome(List<Document> later, String why, List<Rejection> rejected, int superseded) {

  static final BulkOutcome ALL_STORED = new BulkOutcome(List.of(), "", List.of(), 0);

  /** A document and why the server refuses it. */
  record Rejection(Document document, String reason) {}

  BulkOutcome {
    later = List.copyOf(later);
    rejected = List.copyOf(rejected);
  }

  static BulkOutcome later(List<Document> documents, String why) {
    return new BulkOutcome(documents, why, List.of(), 0);
  }

  static BulkOutcome rejected(Document document, String reason) {
    return new BulkOutcome(List.of(), "", List.of(new Rejection(document, reason)), 0);
  }

  BulkOutcome and(BulkOutcome other) {
    return new BulkOutcome(
        Stream.concat(later.stream(), other.later.stream()).toList(),
        why.isEmpty() ? other.why : why,
        Stream.concat(rejected.stream(), other.rejected.stream()).toList(),
        superseded + other.superseded);
  }
}
