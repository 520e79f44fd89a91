package dev.redthread.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.redthread.benchmark.workload.OktaRecords;
import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What no job can go below: reading the records in a plain loop on one thread, without Flink,
 * screen or detector. The records are made before the clock starts.
 */
final class ParsingFloor {
  private static final int RECORDS = 2_000;

  private final List<RawRecord> records = new ArrayList<>();
  private final RecordStream stream;
  private final Normalizer normalizer;
  private final JsonFactory json = new JsonFactory();
  private final TrieExtraction trie = new TrieExtraction();

  ParsingFloor(RecordStream stream, Sources sources, PatternSet patterns) {
    this.stream = stream;
    for (int number = 0; number < RECORDS; number++) {
      records.add(stream.raw(number, RecordStream.time(number, RECORDS)));
    }
    normalizer =
        Normalizer.compile(
            sources.mapping(OktaRecords.SOURCE).orElseThrow(),
            patterns.fields(OktaRecords.SOURCE).names(),
            IdentityAliases.NONE);
  }

  /** The trie extraction: the floor. */
  Lap extract(long events) throws IOException {
    long found = 0;
    ProcessTime start = ProcessTime.now();
    for (long done = 0; done < events; done++) {
      found += trie.read(records.get((int) (done % RECORDS)).bytes());
    }
    return start.lapTo(ProcessTime.now(), events, found);
  }

  /** The normaliser alone, with the fields that the patterns and findings ask for. */
  Lap normalise(long events) {
    long[] found = new long[1];
    ProcessTime start = ProcessTime.now();
    for (long done = 0; done < events; done++) {
      normalizer.normalize(
          records.get((int) (done % RECORDS)), event -> found[0]++, letter -> found[0]--);
    }
    return start.lapTo(ProcessTime.now(), events, found[0]);
  }

  /** Jackson's parser from the first token of each record to the last. */
  Lap scan(long events) throws IOException {
    long tokens = 0;
    ProcessTime start = ProcessTime.now();
    for (long done = 0; done < events; done++) {
      try (JsonParser parser = json.createParser(records.get((int) (done % RECORDS)).bytes())) {
        while (parser.nextToken() != null) {
          tokens++;
        }
      }
    }
    return start.lapTo(ProcessTime.now(), events, tokens);
  }

  /** What the job does besides, for it must have another record each time. */
  Lap make(long events) {
    long bytes = 0;
    ProcessTime start = ProcessTime.now();
    for (long number = 0; number < events; number++) {
      bytes += stream.raw(number, RecordStream.time(number, events)).bytes().length;
    }
    return start.lapTo(ProcessTime.now(), events, bytes);
  }
}
