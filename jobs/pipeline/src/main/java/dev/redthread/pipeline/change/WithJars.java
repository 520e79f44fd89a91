package dev.redthread.pipeline.change;

import dev.redthread.pattern.PatternTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place of pattern texts, and beside whatever it holds the jars with which the job was started:
 * no jar comes from the place.
 *
 * @param jars by name, in base 64
 */
public record WithJars(PatternPlace place, Map<String, String> jars) implements PatternPlace {
  public WithJars {
    jars = Map.copyOf(jars);
  }

  @Override
  public PatternLook open() {
    return new Look(place.open(), jars);
  }

  @Override
  public boolean goesBeforeFiles() {
    return place.goesBeforeFiles();
  }

  /** Adds the jars to what is found. */
  private static final class Look implements PatternLook {
    private final PatternLook look;
    private final Map<String, String> jars;

    Look(PatternLook look, Map<String, String> jars) {
      this.look = look;
      this.jars = jars;
    }

    @Override
    public List<FoundTexts> look() throws IOException {
      List<FoundTexts> found = new ArrayList<>();
      for (FoundTexts texts : look.look()) {
        Map<String, String> all = new LinkedHashMap<>(texts.texts().files());
        jars.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(jar -> all.put(jar.getKey(), jar.getValue()));
        found.add(
            new FoundTexts(texts.where(), new PatternTexts(all, texts.texts().diagnostics())));
      }
      return found;
    }

    @Override
    public void wakeUp() {
      look.wakeUp();
    }

    @Override
    public void close() {
      look.close();
    }
  }
}
