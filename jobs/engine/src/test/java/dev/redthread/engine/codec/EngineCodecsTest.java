package dev.redthread.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Activity;
import dev.redthread.event.Codec;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EngineCodecsTest {
  private static final Event EVENT =
      new Event(
          "okta.system",
          "7f3e-İ",
          1_762_646_400_123L,
          1_762_646_460_000L,
          Activity.LOGIN_SUCCEEDED,
          Fields.of(
              Map.of(
                  "person", Value.of("ada@corp.example"),
                  "number", Value.of(new BigDecimal("12345678901234567890.5")),
                  "empty", Value.of(""),
                  "none", new Value.Nil(),
                  "roles",
                      new Value.Many(List.of(Value.of("admin"), Value.of(3), Value.of(true))))),
          new Origin("okta", 3, 42),
          true);
  private static final EventKey KEY = EventKey.of(EVENT);

  /** A codec, a value, and the file with its bytes as version 1 wrote them. */
  private record Sample<T>(Codec<T> codec, T value, String file) {

    byte[] bytes() {
      return write(codec, value);
    }

    byte[] again(byte[] bytes, int version) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        byte[] written = write(codec, codec.read(in, version));
        assertThat(in.read()).as("bytes left over").isEqualTo(-1);
        return written;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static <T> byte[] write(Codec<T> codec, T value) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        codec.write(value, new DataOutputStream(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }

  private static List<Sample<?>> samples() {
    return List.of(
        new Sample<>(new EventKeyCodec(), KEY, "event-key"),
        new Sample<>(
            new TimelineEventCodec(),
            new TimelineEvent(EVENT, 5, 1_762_646_460_500L),
            "timeline-event"),
        new Sample<>(
            new CandidateCodec(),
            new Candidate(
                "export-after-login",
                List.of("ada@corp.example", ""),
                EVENT,
                1L << 63,
                true,
                1_762_646_460_500L,
                new byte[] {0, 1, (byte) 0xff}),
            "candidate"),
        new Sample<>(
            new CompletionCodec(),
            new Completion(
                KEY,
                List.of(new ChainPart("login", KEY, true), new ChainPart("export", KEY, false)),
                1_762_650_000_000L,
                List.of(KEY),
                false),
            "completion"),
        new Sample<>(new FindingCodec(), finding(), "finding"));
  }

  private static Finding finding() {
    return new Finding(
        "0123456789abcdef0123456789abcdef",
        3,
        1_762_646_460_500L,
        Status.MERGED,
        "fedcba9876543210fedcba9876543210",
        null,
        new PatternRef(
            "export-after-login",
            "Export after a risky login",
            Level.HIGH,
            List.of("attack.t1078.004"),
            true,
            "docs/runbooks/bulk-export.md"),
        List.of(new GroupValue("person", "ada@corp.example")),
        1_762_646_400_123L,
        1_762_646_400_124L,
        1_762_646_460_499L,
        1_762_646_460_498L,
        true,
        List.of(new Link("login", EVENT)),
        List.of("7f3e-İ", "8"),
        2,
        95,
        false,
        null);
  }

  @TestFactory
  List<DynamicTest> readsBackWhatItWrote() {
    return samples().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.file(),
                    () ->
                        assertThat(sample.again(sample.bytes(), sample.codec().version()))
                            .isEqualTo(sample.bytes())))
        .toList();
  }

  @TestFactory
  List<DynamicTest> readsTheBytesOfVersionOne() {
    return samples().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.file(),
                    () ->
                        assertThat(hex(sample.again(old(sample.file()), 1)))
                            .isEqualTo(hex(sample.bytes()))))
        .toList();
  }

  @Test
  void keepsEveryPartOfAFinding() throws IOException {
    byte[] bytes = Sample.write(new FindingCodec(), finding());
    Finding read = new FindingCodec().read(new DataInputStream(new ByteArrayInputStream(bytes)), 3);
    assertThat(read).isEqualTo(finding());
  }

  @Test
  void keepsWhetherACompletionIsHeldBack() throws IOException {
    CompletionCodec codec = new CompletionCodec();
    Completion held = new Completion(KEY, List.of(), 1L).held(true);
    byte[] bytes = Sample.write(codec, held);
    assertThat(codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), codec.version()))
        .isEqualTo(held);
  }

  @Test
  void keepsWhatACompletionSharesWithOthers() throws IOException {
    CompletionCodec codec = new CompletionCodec();
    ChainPart last = new ChainPart("s", KEY, true);
    Completion whole = new Completion(KEY, List.of(last, last, last), null);
    for (Completion shared : List.of(whole.saying(7), whole.lacking(7))) {
      byte[] bytes = Sample.write(codec, shared);
      assertThat(codec.read(new DataInputStream(new ByteArrayInputStream(bytes)), codec.version()))
          .isEqualTo(shared);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] old(String name) throws IOException {
    String file = "/codec/" + name + "-v1.hex";
    try (InputStream in =
        Objects.requireNonNull(EngineCodecsTest.class.getResourceAsStream(file), file)) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }
}
