package dev.redthread.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileGlobTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private FileGlob glob(String text) {
    return new FileGlob(folder, text);
  }

  @Test
  void findsFilesByNameAndByWildcards() throws IOException {
    Path one = file("one/a.log");
    Path two = file("two/a.log");
    file("two/b.txt");
    file("two/deep/a.log");
    Files.createDirectory(folder.resolve("two/folder.log"));

    assertThat(glob("one/a.log").files()).containsExactly(one);
    assertThat(glob("*/*.log").files()).containsExactly(one, two);
    assertThat(glob("t*/**/*.log").files()).containsExactly(folder.resolve("two/deep/a.log"));
    assertThat(glob("none/*.log").files()).isEmpty();
  }

  @Test
  void tellsOfWhatCannotBeLookedAtAndFindsTheRest() throws IOException {
    Path log = file("logs/a.log");
    Path loop = Files.createSymbolicLink(folder.resolve("logs/loop"), folder.resolve("logs"));
    List<Path> told = new ArrayList<>();

    assertThat(glob("logs/**").files((path, why) -> told.add(path))).containsExactly(log);
    assertThat(told).containsExactly(loop);
    assertThatThrownBy(() -> glob("logs/**").files()).isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void saysWhatIsNoGlob() {
    assertThat(glob("logs/[a").problem())
        .hasValueSatisfying(why -> assertThat(why).contains("glob"));
    assertThat(glob("logs/[ab]*.{log,gz}").problem()).isEmpty();
    assertThatThrownBy(() -> glob("[a").files()).isInstanceOf(IOException.class);
  }
}
