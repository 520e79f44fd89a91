package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.ScimName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of persons that is edited in place. */
final class SideFilesTest {
  private static final String HEADER = "identifier,person\n";

  @TempDir Path folder;

  private final List<String> refusals = new ArrayList<>();
  private Path file = Path.of("");
  private PatternWatch watch =
      new PatternWatch(
          new SideFolder(List.of(), List.of()).open(),
          new IdentityTexts(ScimName.EMAIL),
          refusals::add);

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("identities.csv");
    write("mlind,mia@example.com\n");
    watch =
        new PatternWatch(
            new SideFolder(List.of(file.toString()), List.of()).open(),
            new IdentityTexts(ScimName.EMAIL),
            refusals::add);
    watch.look();
  }

  private void write(String lines) throws IOException {
    Files.writeString(file, HEADER + lines);
  }

  private Optional<String> person(Map<String, String> texts) {
    return IdentityTexts.read(texts, IdentityAliases.NONE).person("mlind");
  }

  @Test
  void saysATableOnceItHasStoodStill() throws IOException {
    assertThat(watch.look().flatMap(this::person)).hasValue("mia@example.com");

    write("mlind,mo@example.com\n");
    assertThat(watch.look()).as("it may still be written").isEmpty();
    assertThat(watch.look().flatMap(this::person)).hasValue("mo@example.com");
    assertThat(refusals).isEmpty();
  }

  @Test
  void refusesATableThatCannotBeHonouredOnceWithItsPlaces() throws IOException {
    write("mlind,mo@example.com\nmlind,mia@example.com\nmlind\n");
    for (int look = 0; look < 4; look++) {
      assertThat(watch.look()).isEmpty();
    }
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0))
        .contains(file + ":3:1: mlind is mo@example.com on an earlier line: keep one")
        .contains(file + ":4:1: ");

    write("mlind,mo@example.com\n");
    watch.look();
    assertThat(watch.look().flatMap(this::person)).hasValue("mo@example.com");
  }

  @Test
  void failsToLookAtAFileThatIsNotThereOrNoText() throws IOException {
    Files.write(file, "identifier,person\nmünchen,mo\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(watch::look)
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is not UTF-8: save it as that");

    Files.delete(file);
    assertThatThrownBy(watch::look).isInstanceOf(IOException.class);
    assertThat(refusals).isEmpty();

    write("mlind,mo@example.com\n");
    watch.look();
    assertThat(watch.look().flatMap(this::person)).as("back again").hasValue("mo@example.com");
  }

  @Test
  void takesAnExportOfUsersInPlaceOfTheTable() throws IOException {
    Files.writeString(file, "{\"Resources\": [{\"userName\": \"Mo\", \"externalId\": \"mlind\"}]}");
    watch.look();
    assertThat(watch.look().flatMap(this::person)).hasValue("mo");

    Files.writeString(file, "{\"Resources\": [{\"externalId\": \"mlind\"}]}");
    watch.look();
    assertThat(watch.look()).isEmpty();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).endsWith(file + ":1:16: a user without userName: export it too");
  }
}
