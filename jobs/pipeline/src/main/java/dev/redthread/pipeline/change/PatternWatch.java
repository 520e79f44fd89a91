package dev.redthread.pipeline.change;

import dev.redthread.pattern.Loaded;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what a place of pattern texts wants in force, when that can be run.
 *
 * <p>What cannot be run is refused, once for each content; nothing at all is refused too, since a
 * folder that is being replaced is empty for a moment.
 *
 * <p><i>Thread safety:</i> none, but for {@link #wakeUp}.
 */
final class PatternWatch implements AutoCloseable {
  private final PatternLook place;
  private final PatternCompiler compiler;
  private final Consumer<String> refusals;
  private @Nullable String refused;

  /**
   * @param refusals gets the reason of each refusal, for people
   */
  PatternWatch(PatternLook place, PatternCompiler compiler, Consumer<String> refusals) {
    this.place = place;
    this.compiler = compiler;
    this.refusals = refusals;
  }

  /**
   * The texts that are to be in force, also when they are.
   *
   * @param inForce the hash of those that are
   */
  Optional<Map<String, String>> look(String inForce) throws IOException {
    for (FoundTexts found : place.look()) {
      if (mayRun(found, inForce)) {
        return Optional.of(found.texts().files());
      }
    }
    return Optional.empty();
  }

  private boolean mayRun(FoundTexts found, String inForce) {
    String hash = found.hash();
    if (hash.equals(refused)) {
      return false;
    }
    boolean runs =
        !found.texts().hasErrors() && PatternVersion.hash(found.texts().files()).equals(inForce);
    Optional<String> reason = runs ? Optional.empty() : reason(found);
    reason.ifPresent(why -> refusals.accept(found.where() + ":\n" + why));
    refused = reason.isPresent() ? hash : null;
    return reason.isEmpty();
  }

  private Optional<String> reason(FoundTexts found) {
    if (found.texts().hasErrors()) {
      return Optional.of(found.texts().text());
    }
    try {
      Loaded loaded = compiler.compile(found.texts().files());
      if (loaded.hasErrors()) {
        return Optional.of(loaded.text());
      }
      return loaded.set().patterns().isEmpty()
          ? Optional.of("there is no pattern")
          : Optional.empty();
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever is in the files, the job goes on with what it has.
      return Optional.of("cannot be read: " + e);
    }
  }

  /** Ends a look that waits. From any thread. */
  void wakeUp() {
    place.wakeUp();
  }

  @Override
  public void close() {
    place.close();
  }
}
