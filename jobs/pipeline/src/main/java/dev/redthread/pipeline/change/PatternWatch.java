package dev.redthread.pipeline.change;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what a place of texts wants in force, when that can be run.
 *
 * <p>What cannot be run is refused, once for each content.
 *
 * <p><i>Thread safety:</i> none, but for {@link #wakeUp}.
 */
final class PatternWatch implements AutoCloseable {
  private final PatternLook place;
  private final TextsCheck check;
  private final Consumer<String> refusals;
  private @Nullable String accepted;
  private @Nullable String refused;

  /**
   * @param refusals gets the reason of each refusal, for people
   */
  PatternWatch(PatternLook place, TextsCheck check, Consumer<String> refusals) {
    this.place = place;
    this.check = check;
    this.refusals = refusals;
  }

  /** The texts that are to be in force, also when they are. */
  Optional<Map<String, String>> look() throws IOException {
    for (FoundTexts found : place.look()) {
      if (mayRun(found)) {
        return Optional.of(found.texts().files());
      }
    }
    return Optional.empty();
  }

  private boolean mayRun(FoundTexts found) {
    String hash = found.hash();
    if (hash.equals(refused)) {
      return false;
    }
    Optional<String> reason = hash.equals(accepted) ? Optional.empty() : reason(found);
    if (reason.isPresent()) {
      refused = hash;
      refusals.accept(found.where() + ":\n" + reason.get());
      return false;
    }
    refused = null;
    accepted = hash;
    return true;
  }

  private Optional<String> reason(FoundTexts found) {
    if (found.texts().hasErrors()) {
      return Optional.of(found.texts().text());
    }
    try {
      return check.refusal(found.texts().files());
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
