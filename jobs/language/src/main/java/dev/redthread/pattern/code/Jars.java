package dev.redthread.pattern.code;

import dev.redthread.pattern.code.JavaCode.Description;
import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Word;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The jars that documents may name classes of. */
public final class Jars {
  private static final String CLASS = ".class";
  private static final int MOST_ENTRIES = 10_000;

  private final JavaCode code;
  private final Diagnostics diagnostics;
  private final Map<String, List<Jar>> byClass = new TreeMap<>();

  public Jars(JavaCode code, Diagnostics diagnostics) {
    this.code = code;
    this.diagnostics = diagnostics;
  }

  /** Adds a jar; what is wrong with it is reported. */
  public void add(Jar jar) {
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar.bytes()))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && entries < MOST_ENTRIES) {
        entries++;
        String name = entry.getName();
        if (name.endsWith(CLASS)) {
          byClass
              .computeIfAbsent(
                  name.substring(0, name.length() - CLASS.length()).replace('/', '.'),
                  any -> new ArrayList<>(1))
              .add(jar);
        }
        entry = zip.getNextEntry();
      }
    } catch (IOException | IllegalArgumentException broken) {
      bad(jar, "cannot be read as a jar: " + broken.getMessage());
      return;
    }
    if (entries == 0) {
      bad(jar, "is no jar, or an empty one");
    } else if (entries == MOST_ENTRIES) {
      bad(jar, "holds more than " + MOST_ENTRIES + " files");
    }
  }

  private void bad(Jar jar, String what) {
    diagnostics.error(
        Code.JAVA_JAR, Place.ofFile(jar.name()), what, "build it anew, and copy it whole");
  }

  /** The jar with a class that is a pattern; what is wrong with the class is reported. */
  public Optional<Found> find(Word className) {
    List<Jar> jars = byClass.getOrDefault(className.text(), List.of());
    if (jars.size() != 1) {
      String nearest = NearestName.hint(className.text(), byClass.keySet());
      diagnostics.error(
          Code.JAVA_CLASS,
          className.place(),
          jars.isEmpty()
              ? "no jar has the class `" + className.text() + "`"
              : "the class `" + className.text() + "` is in " + jars.get(0) + " and " + jars.get(1),
          jars.isEmpty()
              ? nearest == null ? "put its jar into the folder of Java patterns" : nearest
              : "remove one of them");
      return Optional.empty();
    }
    Description description = code.describe(jars.get(0), className.text());
    if (description.problem() != null) {
      diagnostics.error(
          Code.JAVA_CLASS,
          className.place(),
          className.text() + " of " + jars.get(0) + ": " + description.problem(),
          description.hint());
      return Optional.empty();
    }
    return Optional.of(new Found(jars.get(0), description.steps()));
  }

  /** A jar, and the steps of the pattern that one of its classes is. */
  public record Found(Jar jar, List<String> steps) {
    public Found {
      steps = List.copyOf(steps);
    }
  }
}
