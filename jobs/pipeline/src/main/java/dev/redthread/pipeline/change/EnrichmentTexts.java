package dev.redthread.pipeline.change;

import dev.redthread.normalize.MappingException;
import dev.redthread.normalize.Problem;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.enrich.LoadedTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the tables that add fields to events, and what a task makes of them. Of MaxMind
 * files the texts have only the stamps; each process reads them from its own disk.
 *
 * @param spec which files there are and what they become
 * @param started their texts with which the job was started
 */
public record EnrichmentTexts(Enrichment spec, Map<String, String> started) implements TextsCheck {
  private static final Logger LOG = LoggerFactory.getLogger(EnrichmentTexts.class);

  /** No tables. */
  public static final EnrichmentTexts NONE = new EnrichmentTexts(Enrichment.NONE, Map.of());

  public EnrichmentTexts {
    started = Map.copyOf(started);
  }

  @Override
  public Optional<String> refusal(Map<String, String> texts) {
    List<Problem> unreadable = new ArrayList<>();
    try {
      Tables unused = LoadedTables.of(spec, texts, unreadable);
      return unreadable.isEmpty()
          ? Optional.empty()
          : Optional.of(new MappingException(unreadable).getMessage());
    } catch (MappingException problems) {
      return Optional.of(problems.getMessage());
    }
  }

  /** The tables that a task goes on with. */
  public Tables start(Optional<InForce> kept) {
    Map<String, String> texts =
        kept.map(inForce -> inForce.version().texts())
            .filter(found -> found.keySet().equals(Set.copyOf(spec.files())))
            .orElse(started);
    try {
      return read(texts);
    } catch (MappingException refused) {
      // A newer Redthread may refuse what an older one accepted.
      return read(started);
    }
  }

  /**
   * The tables. A MaxMind file that this process cannot read says nothing of any address; the log
   * says so.
   *
   * <p><i>Errors:</i> {@link MappingException} with every wrong place of a text.
   *
   * @param texts by file name
   */
  public Tables read(Map<String, String> texts) {
    List<Problem> unreadable = new ArrayList<>();
    Tables tables = LoadedTables.of(spec, texts, unreadable);
    unreadable.forEach(problem -> LOG.error("Events are read without {}", problem));
    return tables;
  }
}
