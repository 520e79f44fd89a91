package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Progress;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.codec.CandidateCodec;
import dev.redthread.engine.codec.CompletionCodec;
import dev.redthread.engine.codec.EventKeyCodec;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.engine.codec.TimelineEventCodec;
import dev.redthread.event.Activity;
import dev.redthread.event.Codec;
import dev.redthread.event.ContentHash;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.incident.Entity;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.state.DeadLetterCodec;
import dev.redthread.pipeline.state.DeliveredCodec;
import dev.redthread.pipeline.state.DocumentCodec;
import dev.redthread.pipeline.state.PageCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that were once released can be read for ever: {@code old-bytes.txt} has, for each codec and
 * version, those of a sample. A new version adds a line; a line is never changed.
 */
final class OldBytesTest {
  private static final String FILE =
      "jobs/pipeline/src/test/resources/dev/redthread/pipeline/operator/old-bytes.txt";

  /** A value and the codec under test; arrays do not compare, so it is compared by its bytes. */
  record Sample<T>(T value, Codec<T> codec) {
    String name() {
      return codec.getClass().getSimpleName() + " " + codec.version();
    }

    byte[] bytes() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      codec.write(value, new DataOutputStream(bytes));
      return bytes.toByteArray();
    }

    /** Reads bytes of some version and writes them anew. */
    byte[] rewritten(byte[] old, int version) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(old));
      T read = codec.read(in, version);
      assertThat(in.available()).as("bytes left").isZero();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      codec.write(read, new DataOutputStream(bytes));
      return bytes.toByteArray();
    }
  }

  static List<Sample<?>> samples() {
    Event event = Fixtures.ofPerson("e1", 10, Activity.LOGIN_SUCCEEDED, "ann@example.com");
    EventKey key = EventKey.of(event);
    byte[] bytes = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    Origin origin = new Origin("topic", 3, 44);
    Finding finding =
        new Finding(
            "0123",
            2,
            77,
            Finding.Status.MERGED,
            "4567",
            99L,
            new Finding.PatternRef(
                "p", "Title", Level.HIGH, List.of("attack.t1566"), false, "https://runbook"),
            List.of(new Finding.GroupValue("person", "ann")),
            1,
            2,
            3,
            4,
            true,
            List.of(new Finding.Link("login", event)),
            List.of("e1"),
            1,
            70);
    Entity entity = new Entity("person", "ann");
    return List.of(
        new Sample<>(key, new EventKeyCodec()),
        new Sample<>(new TimelineEvent(event, 5, 6), new TimelineEventCodec()),
        new Sample<>(
            new Completion(
                key, List.of(new Completion.ChainPart("s", key, true)), 7L, List.of(key), false),
            new CompletionCodec()),
        new Sample<>(finding, new FindingCodec()),
        new Sample<>(
            new Candidate("p", List.of("ann", ""), event, 3, true, 8, bytes), new CandidateCodec()),
        new Sample<>(new TimelineKey("p", List.of("ann", "")), new TimelineKeyCodec()),
        new Sample<>(
            new DeviceEvent("d", DeviceEvent.Kind.ORPHAN, event, 9, bytes), new DeviceEventCodec()),
        new Sample<>(new DeviceLink(key, "ann", new ContentHash("00ff")), new DeviceLinkCodec()),
        new Sample<>(new Orphan(event, 9, bytes, "ann"), new OrphanCodec()),
        new Sample<>(entity, new EntityCodec()),
        new Sample<>(new EntityFinding(entity, finding, true), new EntityFindingCodec()),
        new Sample<>(new Pace(12, finding), new PaceCodec()),
        new Sample<>(
            new ProgressPace(
                13,
                14,
                true,
                new Progress(
                    finding.pattern(),
                    finding.group(),
                    2,
                    3,
                    List.of(new Progress.Link("login", key)),
                    15,
                    16,
                    17)),
            new ProgressPaceCodec()),
        new Sample<Delivered>(
            new Delivered.Accepted(new RawRecord("okta.system", 1, 2, bytes, origin)),
            new DeliveredCodec()),
        new Sample<>(
            new DeadLetter("s", origin, 1, DeadLetter.Reason.NO_TIME, "none", bytes),
            new DeadLetterCodec()),
        new Sample<>(new Document("i", "id", 5, bytes), new DocumentCodec()),
        new Sample<>(new Page("key", bytes), new PageCodec()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsTheBytesOfEveryVersionThatWasReleased(Sample<?> sample) throws IOException {
    Map<String, String> lines = lines();
    assertThat(lines).as("a new version adds a line").containsKey(sample.name());
    for (int version = 1; version <= sample.codec().version(); version++) {
      String name = sample.codec().getClass().getSimpleName() + " " + version;
      byte[] old = HexFormat.of().parseHex(lines.getOrDefault(name, ""));
      assertThat(sample.rewritten(old, version)).as(name).isEqualTo(sample.bytes());
    }
  }

  @Test
  void hasALineForEveryCodec() throws IOException {
    Map<String, String> lines = lines();
    for (Sample<?> sample : samples()) {
      lines.putIfAbsent(sample.name(), HexFormat.of().formatHex(sample.bytes()));
    }
    if (Boolean.getBoolean("old-bytes.write")) {
      StringBuilder text = new StringBuilder();
      lines.forEach((name, hex) -> text.append(name).append(' ').append(hex).append('\n'));
      Files.createDirectories(file().getParent());
      Files.writeString(file(), text);
    }

    assertThat(lines().keySet()).containsExactlyElementsOf(lines.keySet());
  }

  private static Path file() {
    return Path.of(System.getProperty("redthread.root", "../.."), FILE);
  }

  private static Map<String, String> lines() throws IOException {
    Map<String, String> lines = new TreeMap<>();
    if (Files.exists(file())) {
      for (String line : Files.readAllLines(file())) {
        int last = line.lastIndexOf(' ');
        lines.put(line.substring(0, last), line.substring(last + 1));
      }
    }
    return lines;
  }
}
