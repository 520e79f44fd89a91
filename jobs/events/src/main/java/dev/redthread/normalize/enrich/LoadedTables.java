package dev.redthread.normalize.enrich;

import dev.redthread.event.Value;
import dev.redthread.normalize.DerivedField.Lookup;
import dev.redthread.normalize.MappingException;
import dev.redthread.normalize.Problem;
import dev.redthread.normalize.Tables;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an {@link Enrichment} as their files are at one time, in memory.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class LoadedTables implements Tables {
  private final NetworkTable networks = new NetworkTable();
  private final Map<String, AttributeTable> attributes = new HashMap<>();
  private final Map<String, WatchTable> watchLists = new HashMap<>();
  private final List<PlaceFile> places;

  private LoadedTables(
      Enrichment spec, Map<String, String> texts, List<PlaceFile> places, List<Problem> problems) {
    this.places = List.copyOf(places);
    for (String file : spec.networks()) {
      networks.add(file, texts.getOrDefault(file, ""), problems);
    }
    for (Enrichment.Attributes table : spec.attributes()) {
      attributes.put(
          table.name(), AttributeTable.read(table, texts.getOrDefault(table.file(), ""), problems));
    }
    for (Enrichment.WatchList list : spec.watchLists()) {
      watchLists.put(
          list.name(), WatchTable.read(list, texts.getOrDefault(list.file(), ""), problems));
    }
  }

  /**
   * Reads all files.
   *
   * <p><i>Errors:</i> {@link MappingException} with every problem of every file.
   */
  public static Tables load(Enrichment spec) {
    return of(spec, texts(spec));
  }

  /**
   * The texts of the files as they are, and the stamps of those that are no text.
   *
   * <p><i>Errors:</i> {@link MappingException} with every file that cannot be read.
   */
  public static Map<String, String> texts(Enrichment spec) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : spec.files()) {
      try {
        Path path = Path.of(file);
        texts.put(file, spec.places().contains(file) ? FileStamp.of(path) : Files.readString(path));
      } catch (CharacterCodingException e) {
        problems.add(new Problem(file, 1, 1, "this is not UTF-8: save it as UTF-8"));
      } catch (IOException e) {
        problems.add(unreadable(file, e));
      }
    }
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    return texts;
  }

  /**
   * The tables of texts.
   *
   * <p><i>Errors:</i> {@link MappingException} with every problem of every file.
   *
   * @param texts as {@link #texts} gives them
   */
  public static Tables of(Enrichment spec, Map<String, String> texts) {
    List<Problem> unreadable = new ArrayList<>();
    Tables tables = of(spec, texts, unreadable);
    if (!unreadable.isEmpty()) {
      throw new MappingException(unreadable);
    }
    return tables;
  }

  /**
   * The tables of texts, without the MaxMind files that cannot be read.
   *
   * <p><i>Errors:</i> {@link MappingException} with every problem of every text.
   *
   * @param texts as {@link #texts} gives them
   * @param unreadable gets the MaxMind files that are left out
   */
  public static Tables of(Enrichment spec, Map<String, String> texts, List<Problem> unreadable) {
    if (spec.isEmpty()) {
      return Tables.NONE;
    }
    List<Problem> problems = new ArrayList<>();
    LoadedTables tables = new LoadedTables(spec, texts, places(spec, texts, unreadable), problems);
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    return tables;
  }

  private static List<PlaceFile> places(
      Enrichment spec, Map<String, String> stamps, List<Problem> problems) {
    List<PlaceFile> places = new ArrayList<>();
    for (String file : spec.places()) {
      try {
        places.add(PlaceFile.shared(Path.of(file), stamps.getOrDefault(file, "")));
      } catch (PlaceFile.NotOne e) {
        problems.add(new Problem(file, 1, 1, String.valueOf(e.getMessage())));
      } catch (IOException e) {
        problems.add(unreadable(file, e));
      }
    }
    return places;
  }

  private static Problem unreadable(String file, IOException why) {
    return new Problem(
        file,
        1,
        1,
        why instanceof NoSuchFileException
            ? "there is no such file: put it there or take it out of " + Enrichment.FILE
            : "cannot be read: " + why);
  }

  @Override
  public @Nullable Value find(Lookup lookup, String text) {
    return switch (lookup.table()) {
      case Enrichment.NETWORKS -> networks.find(text);
      case Enrichment.WATCH_LIST -> {
        WatchTable list = watchLists.get(lookup.column());
        yield list == null ? null : list.find(text);
      }
      case Enrichment.PLACES -> place(PlaceFile.Column.valueOf(lookup.column()), text);
      default -> {
        AttributeTable table = attributes.get(lookup.table());
        yield table == null ? null : table.find(text, lookup.column());
      }
    };
  }

  /** The first file that knows counts. */
  private @Nullable Value place(PlaceFile.Column column, String address) {
    for (PlaceFile file : places) {
      Value found = file.find(column, address);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public String origin(Lookup lookup, String text) {
    return switch (lookup.table()) {
      case Enrichment.NETWORKS -> networks.origin(text);
      case Enrichment.WATCH_LIST -> {
        WatchTable list = watchLists.get(lookup.column());
        yield list == null ? "" : list.origin(text);
      }
      case Enrichment.PLACES ->
          places.stream()
              .filter(file -> file.find(PlaceFile.Column.valueOf(lookup.column()), text) != null)
              .findFirst()
              .map(PlaceFile::origin)
              .orElse("");
      default -> {
        AttributeTable table = attributes.get(lookup.table());
        yield table == null ? "" : table.origin(text);
      }
    };
  }
}
