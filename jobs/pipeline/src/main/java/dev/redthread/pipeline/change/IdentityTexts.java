package dev.redthread.pipeline.change;

import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.MappingException;
import java.util.Map;
import java.util.Optional;

/** The texts of the alias table of persons: of one file, or none where it is not there. */
public record IdentityTexts() implements TextsCheck {

  @Override
  public Optional<String> refusal(Map<String, String> texts) {
    try {
      read(texts);
      return Optional.empty();
    } catch (MappingException problems) {
      return Optional.of(String.valueOf(problems.getMessage()));
    }
  }

  /**
   * The table.
   *
   * <p><i>Errors:</i> {@link MappingException} with every wrong place.
   *
   * @param texts by file name
   */
  public static IdentityAliases read(Map<String, String> texts) {
    IdentityAliases aliases = IdentityAliases.NONE;
    for (Map.Entry<String, String> file : texts.entrySet()) {
      aliases = IdentityAliases.read(file.getKey(), file.getValue());
    }
    return aliases;
  }

  /**
   * The table that a task goes on with.
   *
   * @param kept what was in force when its state was saved, if anything was
   * @param base the table with which the job was started
   */
  public static IdentityAliases start(Optional<InForce> kept, IdentityAliases base) {
    try {
      return kept.map(inForce -> read(inForce.version().texts())).orElse(base);
    } catch (MappingException refused) {
      // A newer Redthread may refuse what an older one accepted.
      return base;
    }
  }
}
