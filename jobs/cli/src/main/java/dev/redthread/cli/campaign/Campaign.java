package dev.redthread.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recorded story of an attack, in a folder of its own.
 *
 * @param name the folder's name
 * @param story the recorded log in which the attacks are planted
 * @param nearMisses the recorded log of what comes close and must stay quiet
 * @param background what the ordinary traffic around it is made from
 * @param expected what it must lead to
 */
public record Campaign(
    String name, Path story, Path nearMisses, Background background, Expected expected) {

  /** Reads the campaign in a folder. */
  public static Campaign load(Path folder) throws IOException {
    return new Campaign(
        folder.getFileName().toString(),
        present(folder.resolve("story.ndjson")),
        present(folder.resolve("near-misses.ndjson")),
        Background.load(present(folder.resolve("background.yml"))),
        Expected.load(present(folder.resolve("expected.yml"))));
  }

  /** The campaigns in the folders of a folder, by name. */
  public static List<Campaign> loadAll(Path campaigns) throws IOException {
    List<Path> folders;
    try (Stream<Path> entries = Files.list(campaigns)) {
      folders = entries.filter(Files::isDirectory).sorted().toList();
    }
    List<Campaign> loaded = new ArrayList<>();
    for (Path folder : folders) {
      loaded.add(load(folder));
    }
    return List.copyOf(loaded);
  }

  private static Path present(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": a campaign needs this file");
    }
    return file;
  }
}
