package dev.redthread.engine.cep;

import dev.redthread.pattern.code.JavaCode;
import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pattern.compiled.Shape;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * The Java patterns of this process.
 *
 * <p>A jar is loaded once for as long as anything runs by it; when nothing does, its loader can be
 * collected. A pattern that took too long is switched off for all tasks of the process, until its
 * jar is another one or the process is.
 *
 * <p><i>Thread safety:</i> safe.
 */
public enum JavaPatterns implements JavaCode {
  /** The only one. */
  LOADED;

  private static final Duration LONGEST_LOAD = Duration.ofSeconds(20);
  private static final Map<Jar, WeakReference<ClosedLoader>> LOADERS = new HashMap<>();
  private static final Map<Switch, String> OFF = new ConcurrentHashMap<>();

  /** What is switched off at once. */
  private record Switch(Jar jar, String className) {
    static Switch of(Shape.Java java) {
      return new Switch(java.jar(), java.className());
    }
  }

  @Override
  public Description describe(Jar jar, String className) {
    try {
      return Description.good(
          load(jar, className).steps().stream()
              .map(LoadedPattern.PatternStep::name)
              .distinct()
              .toList());
    } catch (BadClassException bad) {
      return Description.bad(String.valueOf(bad.getMessage()), bad.hint());
    }
  }

  static LoadedPattern load(Jar jar, String className) throws BadClassException {
    ClosedLoader loader = loader(jar);
    Callable<LoadedPattern> load = () -> LoadedPattern.of(loader, className);
    try {
      return Watched.call(load, () -> 0, LONGEST_LOAD);
    } catch (TooLongException tooLong) {
      throw new BadClassException(
          "making its pattern takes longer than " + LONGEST_LOAD.toSeconds() + " s",
          "see `get()` of the class");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof BadClassException bad) {
        throw bad;
      }
      throw new BadClassException("making its pattern failed: " + failed.getCause(), null);
    }
  }

  private static ClosedLoader loader(Jar jar) throws BadClassException {
    synchronized (LOADERS) {
      LOADERS.values().removeIf(known -> known.get() == null);
      WeakReference<ClosedLoader> known = LOADERS.get(jar);
      ClosedLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader = new ClosedLoader(jar);
        LOADERS.put(jar, new WeakReference<>(loader));
      }
      return loader;
    }
  }

  /** Why a pattern is not evaluated any more; nothing while it is. */
  static Optional<String> whyOff(Shape.Java java) {
    return Optional.ofNullable(OFF.get(Switch.of(java)));
  }

  /** Evaluates a pattern no more. */
  static void switchOff(Shape.Java java, String reason) {
    OFF.put(Switch.of(java), reason);
  }
}
