package dev.redthread.pipeline;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.operator.DeviceEvent;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.source.Delivered;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The stages of the job that know patterns: those that stay as they are, or those that change. */
interface PatternStages {

  SingleOutputStreamOperator<Candidate> screen(DataStream<Delivered> read);

  SingleOutputStreamOperator<Candidate> resolve(KeyedStream<DeviceEvent, String> devices);

  SingleOutputStreamOperator<Finding> detect(
      KeyedStream<Candidate, TimelineKey> candidates, int level);

  /** How many levels of nesting there are. */
  int deepest();
}
