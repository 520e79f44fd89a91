package dev.redthread.pipeline.change;

import dev.redthread.engine.Decided;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.compiled.Fingerprint;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the versions of the pattern files what tasks run.
 *
 * <p><i>Cost:</i> all tasks of a process compile a version once.
 *
 * @param base the files with which the job was started
 * @param compiler what makes patterns of their texts
 */
public record Versions(PatternVersion base, TextsCompiler compiler) implements Serializable {
  private static final int REMEMBERED = 4;
  private static final Map<Key, PatternSet> COMPILED =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PatternSet> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** What a set was compiled from. */
  private record Key(String hash, TextsCompiler compiler) {}

  /**
   * @param catalog the sources, which do not change
   */
  public Versions(PatternVersion base, SourceCatalog catalog) {
    this(base, new TextsCompiler.OverSources(catalog));
  }

  /**
   * The patterns of a version that was found good.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} when it is not.
   */
  public PatternSet compile(PatternVersion version) {
    synchronized (COMPILED) {
      Key key = new Key(version.hash(), compiler);
      PatternSet known = COMPILED.get(key);
      if (known == null) {
        Loaded loaded = load(version);
        if (loaded.hasErrors()) {
          throw new IllegalStateException(
              "pattern version " + version.number() + " is not good:\n" + loaded.text());
        }
        known = loaded.set();
        COMPILED.put(key, known);
      }
      return known;
    }
  }

  private Loaded load(PatternVersion version) {
    return compiler.compile(version.texts());
  }

  /**
   * What is in force at the start of a task.
   *
   * @param kept what was in force when its state was saved; null without any
   */
  public InForce start(@Nullable InForce kept) {
    if (kept == null) {
      return new InForce(base, forms(base, Optional.empty()));
    }
    // A newer Redthread may refuse what an older one accepted.
    return load(kept.version()).hasErrors()
        ? next(kept, new PatternVersion(kept.number(), base.since(), base.files()))
        : next(kept, kept.version());
  }

  /** What is in force from a version on. */
  public InForce next(InForce before, PatternVersion version) {
    return new InForce(version, forms(version, Optional.of(before)));
  }

  private Map<String, Decided> forms(PatternVersion version, Optional<InForce> before) {
    Map<String, Decided> forms = new HashMap<>();
    Fingerprint.of(compile(version))
        .forEach(
            (id, fingerprint) ->
                forms.put(
                    id,
                    new Decided(
                        fingerprint,
                        before
                            .map(old -> since(old.forms().get(id), fingerprint, version))
                            .orElse(null))));
    return forms;
  }

  private static @Nullable Long since(
      @Nullable Decided before, Fingerprint now, PatternVersion version) {
    return before != null
            && before.fingerprint().matching() == now.matching()
            && before.fingerprint().keys() == now.keys()
        ? before.completeSince()
        : Long.valueOf(version.since());
  }
}
