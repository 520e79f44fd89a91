package dev.redthread.pipeline.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.redthread.event.Codec;
import dev.redthread.pipeline.change.ChangeSamples;
import dev.redthread.pipeline.follow.FollowSamples;
import dev.redthread.pipeline.operator.OperatorSamples;
import dev.redthread.pipeline.pull.PullSamples;
import dev.redthread.pipeline.sink.SinkSamples;
import dev.redthread.pipeline.source.SourceSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/**
 * Bytes that were once released can be read for ever, and a format that changes has a new version:
 * {@code old-bytes.txt} has a line for each format of state, version and form, with its bytes.
 *
 * <p>A change of a format is a new version; only what lies inside with a version of its own may
 * change without. {@code -Dgolden.write=true} adds the lines of what is new. Older lines stay,
 * those of the same version with a number behind the form, and the samples say what they must be
 * read as.
 */
final class OldBytesTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final Path FILE =
      ROOT.resolve("jobs/pipeline/src/test/resources/state/old-bytes.txt");
  private static final String ADVICE =
      "A change of bytes is a new version of its codec. Write what is new with"
          + " mvn -Dgolden.write=true -Dtest=OldBytesTest and commit old-bytes.txt: ";

  /** Formats whose old bytes lie with the tests of their own module. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("IncidentStateCodec", "jobs/incidents/src/test/resources/golden/state/v%d.hex");

  private static List<Sample<?>> samples() {
    return Stream.of(
            OperatorSamples.samples(),
            SourceSamples.samples(),
            FollowSamples.samples(),
            PullSamples.samples(),
            SinkSamples.samples(),
            ChangeSamples.samples())
        .<Sample<?>>flatMap(List::stream)
        .toList();
  }

  @Test
  void readsTheBytesOfEveryVersionThatWasReleased() throws IOException {
    for (Map.Entry<String, byte[]> line : lines().entrySet()) {
      String[] name = line.getKey().split(" ", -1);
      String variant = name[2].replaceFirst("/.*", "");
      Sample<?> sample =
          samples().stream()
              .filter(each -> each.format().equals(name[0]) && each.variant().equals(variant))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no sample for the line " + line.getKey()));
      assertThat((Object) sample.read(line.getValue(), Integer.parseInt(name[1])))
          .as(line.getKey())
          .usingRecursiveComparison()
          .isEqualTo(sample.value());
    }
  }

  @Test
  void writesTheBytesThatItsVersionAlwaysWrote() throws IOException {
    Map<String, byte[]> lines = lines();
    for (Sample<?> sample : samples()) {
      assertThat(lines).as(ADVICE).containsKey(sample.line());
      assertThat(sample.bytes()).as(ADVICE + sample).isEqualTo(lines.get(sample.line()));
    }
  }

  @Test
  void hasSamplesOfEveryFormatAndBytesOfEveryVersion() throws IOException {
    Map<String, Integer> newest =
        samples().stream().collect(Collectors.toMap(Sample::format, Sample::version, Math::max));
    Set<String> formats = new TreeSet<>(newest.keySet());
    for (Map.Entry<String, String> elsewhere : ELSEWHERE.entrySet()) {
      assertThat(ROOT.resolve(elsewhere.getValue().formatted(1))).exists();
      formats.add(elsewhere.getKey());
    }

    assertThat(formats).as("formats with samples").isEqualTo(formats());
    Set<String> versions = new HashSet<>();
    lines().keySet().forEach(line -> versions.add(line.substring(0, line.lastIndexOf(' '))));
    newest.forEach(
        (format, last) ->
            assertThat(versions)
                .as(ADVICE + format)
                .containsAll(
                    IntStream.rangeClosed(1, last)
                        .mapToObj(version -> format + " " + version)
                        .toList()));
  }

  /** Every class of this project that turns state into bytes. */
  private static Set<String> formats() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.redthread")
            .stream()
            .filter(
                type ->
                    type.isAssignableTo(Codec.class)
                        || type.isAssignableTo(SimpleVersionedSerializer.class))
            .filter(
                type -> !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .map(Sample::name)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, byte[]> lines() throws IOException {
    Map<String, byte[]> lines = new TreeMap<>();
    for (String line : Files.readAllLines(FILE)) {
      int last = line.lastIndexOf(' ');
      lines.put(line.substring(0, last), HexFormat.of().parseHex(line.substring(last + 1)));
    }
    if (Boolean.getBoolean("golden.write")) {
      write(lines);
    }
    return lines;
  }

  private static void write(Map<String, byte[]> lines) throws IOException {
    for (Sample<?> sample : samples()) {
      byte[] before = lines.put(sample.line(), sample.bytes());
      for (int number = 1; before != null && !Arrays.equals(before, sample.bytes()); number++) {
        before = lines.put(sample.line() + "/" + number, before);
      }
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (name, bytes) ->
            text.append(name).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n'));
    Files.writeString(FILE, text);
  }
}
