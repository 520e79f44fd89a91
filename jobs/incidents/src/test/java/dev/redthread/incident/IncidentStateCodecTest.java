package dev.redthread.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.event.Activity;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Suppression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every released version of the bytes stays readable: add a golden file for each new version. */
final class IncidentStateCodecTest {

  private final IncidentStateCodec codec = new IncidentStateCodec();

  @Test
  void writesTheBytesOfItsVersion() throws IOException {
    Golden.assertSame(Golden.resource("state/v" + codec.version() + ".hex"), lines(write(state())));
  }

  @Test
  void readsVersion1() throws IOException {
    String hex = Files.readString(Golden.resource("state/v1.hex")).replace("\n", "");
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));

    assertThat(codec.read(in, 1)).isEqualTo(state());
    assertThat(in.available()).isZero();
  }

  @Test
  void refusesAVersionOfTheFutureAndTruncatedBytes() {
    byte[] bytes = write(state());

    assertThatThrownBy(() -> codec.read(in(bytes, bytes.length), codec.version() + 1))
        .isInstanceOf(IOException.class);
    for (int length = 0; length < bytes.length; length += 7) {
      int cut = length;
      assertThatThrownBy(() -> codec.read(in(bytes, cut), codec.version()))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void keepsTextsOfAnyLength() {
    Desk desk = new Desk();
    desk.take(
        Story.finding("a")
            .event("e", 0, Activity.LOGIN_FAILED, "user_agent.original", "é\0𝄞".repeat(40_000)));

    assertThat(desk.open()).hasSize(1);
  }

  @Test
  void readsVersion3() throws IOException {
    String hex = Files.readString(Golden.resource("state/v3.hex")).replace("\n", "");
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));

    assertThat(codec.read(in, 3)).isEqualTo(state());
    assertThat(in.available()).isZero();
  }

  @Test
  void keepsWhatActs() throws IOException {
    Desk desk = new Desk();
    desk.take(
        Story.finding("a")
            .event(
                "e",
                0,
                Activity.DATA_EXPORTED,
                "redthread.actor.kind",
                "api_key",
                "redthread.actor.id",
                "api_key:openai:key_1"));
    IncidentState state = Objects.requireNonNull(desk.state);
    byte[] bytes = write(state);

    assertThat(state.findings().get(0).chain().get(0).actor()).isEqualTo("API key openai:key_1");
    assertThat(codec.read(in(bytes, bytes.length), codec.version())).isEqualTo(state);
  }

  /** What was written before is read, without what that version had no bytes for. */
  @Test
  void readsVersion2() throws IOException {
    String hex = Files.readString(Golden.resource("state/v2.hex")).replace("\n", "");
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));

    assertThat(codec.read(in, 2)).isEqualTo(state());
    assertThat(in.available()).isZero();
  }

  @Test
  void keepsWhatIsSuppressed() throws IOException {
    PatternRef pattern =
        new PatternRef("p", "Titel", Level.CRITICAL, List.of(), false, null)
            .answeredBy(new Response("team", Paging.ALWAYS, new Suppression(5, List.of("person"))));
    Desk desk = new Desk();
    desk.takeSuppressed(Story.finding("a").pattern(pattern).build(), Story.hours(9));
    IncidentState state = Objects.requireNonNull(desk.state);

    assertThat(codec.read(in(write(state), write(state).length), codec.version())).isEqualTo(state);
    assertThat(state.toString()).contains("Suppression[period=5", "" + Story.hours(9));
  }

  /** A state with every optional part present somewhere and absent elsewhere. */
  private static IncidentState state() {
    IncidentSettings few =
        new IncidentSettings(Duration.ofHours(24), Duration.ofDays(30), Level.HIGH, 4, "x/{id}");
    Desk desk = new Desk(few);
    PatternRef pattern =
        new PatternRef("p", "Titel", Level.CRITICAL, List.of("attack.t1078"), false, "runbook");
    desk.take(
        Story.finding("a")
            .pattern(pattern)
            .settlesAt(Story.hours(3))
            .event(
                "e1",
                0,
                Activity.LOGIN_SUCCEEDED,
                "person",
                "jane",
                "source.ip",
                "203.0.113.7",
                "source.geo.country_iso_code",
                "NL",
                "user_agent.original",
                "curl")
            .event("e2", 1, null)
            .during(0, 1),
        Story.finding("b").during(1, 2),
        Story.finding("c").during(2, 3).group(new GroupValue("user.name", "ünï")),
        Story.finding("d").during(3, 4),
        Story.finding("e").during(4, 5),
        Story.finding("f").during(90, 91),
        Story.finding("f").revision(2).mergedInto("g").during(90, 91));
    return Objects.requireNonNull(desk.state);
  }

  private byte[] write(IncidentState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      codec.write(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes, int length) {
    return new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
  }

  private static String lines(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).replaceAll("(.{100})", "$1\n") + "\n";
  }
}
