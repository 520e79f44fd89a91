package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.source.Delivered;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Sends records on with the received clock, and notes how far that was. */
final class PulledEmitter implements RecordEmitter<Pulled, Delivered, PullProgress> {

  @Override
  public void emitRecord(Pulled pulled, SourceOutput<Delivered> output, PullProgress progress) {
    if (pulled instanceof Pulled.Arrived arrived) {
      long received = progress.receive(arrived.delivered().receivedTime());
      output.collect(arrived.delivered().receivedAt(received), received);
      arrived.mark().ifPresent(progress::saw);
    } else if (pulled instanceof Pulled.Done done) {
      progress.saw(done.item());
    } else if (pulled instanceof Pulled.Reached reached) {
      progress.reached(reached);
    } else if (pulled instanceof Pulled.Clock clock) {
      // What comes next may be received in the same millisecond.
      output.emitWatermark(new Watermark(progress.receive(clock.time()) - 1));
    }
  }
}
