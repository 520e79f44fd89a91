package dev.redthread.pipeline.change;

import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.MappingException;
import dev.redthread.normalize.ScimName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts of the alias table of persons: of one file or topic, or none where it is not there.
 *
 * @param name what persons of SCIM exports are called by
 */
public record IdentityTexts(ScimName name) implements TextsCheck {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityTexts.class);

  @Override
  public Optional<String> refusal(Map<String, String> texts) {
    try {
      List<String> ambiguous = read(texts, IdentityAliases.none(name)).ambiguous();
      if (!ambiguous.isEmpty()) {
        LOG.warn("Two users of an export have these in common:\n{}", String.join("\n", ambiguous));
      }
      return Optional.empty();
    } catch (MappingException problems) {
      return Optional.of(String.valueOf(problems.getMessage()));
    }
  }

  /**
   * The table that comes in place of another.
   *
   * <p><i>Errors:</i> {@link MappingException} with every wrong place.
   *
   * @param texts by file name
   */
  public static IdentityAliases read(Map<String, String> texts, IdentityAliases before) {
    IdentityAliases aliases = before;
    for (Map.Entry<String, String> file : RefusedRecords.without(texts).entrySet()) {
      aliases = aliases.other(file.getKey(), file.getValue());
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
      return kept.map(inForce -> read(inForce.version().texts(), base)).orElse(base);
    } catch (MappingException refused) {
      // A newer Redthread may refuse what an older one accepted.
      return base;
    }
  }
}
