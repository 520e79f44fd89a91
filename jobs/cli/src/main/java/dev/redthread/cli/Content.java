package dev.redthread.cli;

import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.event.SourceCatalog;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.MappingException;
import dev.redthread.normalize.ScimName;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.enrich.LoadedTables;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.PatternPaths;
import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.change.IdentityTexts;
import dev.redthread.pipeline.change.IdentityTopic;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternFolder;
import dev.redthread.pipeline.change.PatternPlace;
import dev.redthread.pipeline.change.PatternTopic;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.SideFiles;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.change.WithJars;
import dev.redthread.pipeline.config.BadConfig;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.operator.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people wrote for a job to run by: patterns, source mappings, persons.
 *
 * @param patterns all that runs
 * @param texts the pattern files by name
 * @param sources the sources that can be read
 * @param names the alias table by its file; empty where there is none
 * @param aliases who is behind an identifier
 * @param enrichment the tables that add fields to events
 */
record Content(
    PatternSet patterns,
    Map<String, String> texts,
    Sources sources,
    Map<String, String> names,
    IdentityAliases aliases,
    EnrichmentTexts enrichment) {

  /**
   * Reads it.
   *
   * <p><i>Errors:</i> a {@link Failure} with every diagnostic when a file cannot be honoured.
   *
   * @param extraDelay added to every source's greatest delay
   * @param identities the alias table, or null for none
   * @param name what persons of a SCIM export are called by
   */
  static Content load(
      PatternPaths patterns,
      Path sourceFolder,
      @Nullable Path identities,
      ScimName name,
      Duration extraDelay) {
    Sources sources = sources(sourceFolder);
    SourceCatalog catalog = sources.catalog().withExtraDelay(extraDelay);
    Loaded loaded = patterns(patterns, catalog);
    Map<String, String> names = names(identities);
    return new Content(
        loaded.set(),
        loaded.texts(),
        sources,
        names,
        aliases(names, name),
        tables(enrichment(sourceFolder), Content::checked));
  }

  /**
   * Reads it, with the jars of Java patterns beside the source mappings, and persons as {@link
   * #personName} says.
   */
  static Content load(
      List<Path> patterns, Path sourceFolder, @Nullable Path identities, Duration extraDelay) {
    Optional<Path> jars = JarFolder.folder(Optional.empty(), sourceFolder);
    return load(
        paths(patterns, sourceFolder, jars),
        sourceFolder,
        identities,
        personName(sourceFolder),
        extraDelay);
  }

  /**
   * What persons of a SCIM export are called by: {@code identity-person} of the configuration
   * {@code pipeline.yml} beside the folder of source mappings, where there is one.
   *
   * <p><i>Errors:</i> a {@link Failure} when it cannot be honoured.
   */
  static ScimName personName(Path sourceFolder) {
    Path file = sourceFolder.resolveSibling("pipeline.yml");
    if (!Files.exists(file)) {
      return ConfigFile.defaults().identityPerson();
    }
    try {
      return ConfigFile.read(file).identityPerson();
    } catch (BadConfig bad) {
      throw new Failure("the configuration is not good:\n" + bad.getMessage());
    } catch (IOException unreadable) {
      throw new Failure("cannot read the configuration " + file + ": " + unreadable);
    }
  }

  /**
   * Pattern files, the jars of Java patterns, and with them the file that says for all of them what
   * placeholders stand for: {@code placeholders.yml} beside the folder of the source mappings,
   * where there is one.
   */
  static PatternPaths paths(List<Path> patterns, Path sourceFolder, Optional<Path> jars) {
    return new PatternPaths(
        Stream.concat(patterns.stream(), placeholders(sourceFolder).stream()).distinct().toList(),
        jars);
  }

  /** That file alone, if it is there. */
  static Optional<Path> placeholders(Path sourceFolder) {
    return Optional.of(placeholdersBeside(sourceFolder)).filter(Files::exists);
  }

  private static Path placeholdersBeside(Path sourceFolder) {
    return sourceFolder.resolveSibling("placeholders.yml");
  }

  /** The sources of a folder, with the fields that tables add to their events. */
  static Sources sources(Path folder) {
    try {
      return Sources.load(folder).with(enrichment(folder).fields());
    } catch (MappingException problems) {
      throw new Failure("the source mappings are not good:\n" + problems.getMessage());
    } catch (IOException unreadable) {
      throw new Failure("cannot read the source mappings in " + folder + ": " + unreadable);
    }
  }

  /** Which tables add fields to events: {@code enrichment.yml} beside a folder of mappings. */
  static Enrichment enrichment(Path sourceFolder) {
    try {
      return Enrichment.beside(sourceFolder);
    } catch (MappingException problems) {
      throw new Failure("the enrichment is not good:\n" + problems.getMessage());
    } catch (IOException unreadable) {
      throw new Failure("cannot read " + Enrichment.FILE + ": " + unreadable);
    }
  }

  /** These tables as their files are now. */
  static Tables tables(Path sourceFolder) {
    return tables(enrichment(sourceFolder), LoadedTables::load);
  }

  private static <T> T tables(Enrichment enrichment, Function<Enrichment, T> read) {
    try {
      return read.apply(enrichment);
    } catch (MappingException problems) {
      throw new Failure("the tables of the enrichment are not good:\n" + problems.getMessage());
    }
  }

  private static EnrichmentTexts checked(Enrichment enrichment) {
    Map<String, String> texts = LoadedTables.texts(enrichment);
    Tables unused = LoadedTables.of(enrichment, texts);
    return new EnrichmentTexts(enrichment, texts);
  }

  /** What a job looks for in it. */
  Settings settings(PipelineConfig config) {
    PipelineConfig.Incidents incidents = config.incidents();
    DetectorOptions options =
        DetectorOptions.DEFAULT
            .withBudget(config.budget().eventsPerKey())
            .withProgress(config.progress())
            .withEvaluation(config.budget().javaEvaluation())
            .withCache(config.budget().cachedKeys(), DetectorOptions.DEFAULT.cachedEvents());
    return new Settings(
        patterns,
        sources.mappings(),
        aliases,
        enrichment,
        new DetectorFactory(options),
        new IncidentSettings(
            incidents.joinWithin(),
            incidents.retention(),
            config
                .pages()
                .map(PipelineConfig.Pages::leastSeverity)
                .orElse(IncidentSettings.DEFAULT.pageFrom()),
            incidents.mostFindings(),
            incidents.link().orElse(null)),
        config.devices().linksKept(),
        config.names().linksKept(),
        new Documents(config.elasticsearch().indexPrefix()));
  }

  /**
   * What a job needs so that its patterns and its alias table may change while it runs.
   *
   * @param paths where patterns are looked for again, unless they are published on a topic
   */
  PatternChanges changes(PatternPaths paths, PipelineConfig config, Clock clock) {
    Versions versions =
        new Versions(PatternVersion.of(1, clock.millis(), texts), sources.catalog());
    Optional<PatternPlace> place = place(paths, config);
    return new PatternChanges(
        versions,
        new PatternWatchSource(versions, place, config.hotChange().interval()),
        sides(place.isPresent(), config, clock));
  }

  /** The tables that change. */
  private List<SideFiles> sides(boolean watch, PipelineConfig config, Clock clock) {
    Duration interval = config.hotChange().interval();
    List<SideFiles> sides = new ArrayList<>();
    PatternVersion base = PatternVersion.of(SideFiles.IDENTITIES, 1, clock.millis(), names);
    IdentityTexts check = new IdentityTexts(config.identityPerson());
    Optional<String> topic = config.identitiesTopic();
    if (topic.isPresent() && config.input().kafka().isPresent()) {
      IdentityTopic place = IdentityTopic.of(topic.get(), config.input().kafka().get());
      sides.add(SideFiles.at(place, base, check, interval));
    } else if (watch && !names.isEmpty()) {
      sides.add(SideFiles.watched(base, List.copyOf(names.keySet()), check, interval));
    }
    if (watch && !enrichment.spec().isEmpty()) {
      sides.add(SideFiles.watched(enrichment, interval));
    }
    return sides;
  }

  private Optional<PatternPlace> place(PatternPaths paths, PipelineConfig config) {
    Optional<PatternPlace> topic =
        config
            .hotChange()
            .topic()
            .flatMap(
                name ->
                    config
                        .input()
                        .kafka()
                        .map(kafka -> new WithJars(PatternTopic.of(name, kafka), jars())));
    return topic.isPresent() || !config.hotChange().watch()
        ? topic
        : Optional.of(
            PatternFolder.of(paths, List.of(placeholdersBeside(Path.of(config.sources())))));
  }

  private Map<String, String> jars() {
    Map<String, String> jars = new HashMap<>(texts);
    jars.keySet().removeIf(name -> !name.endsWith(Jar.SUFFIX));
    return jars;
  }

  private static Loaded patterns(PatternPaths paths, SourceCatalog catalog) {
    Loaded loaded = PatternFiles.load(paths, catalog, JavaPatterns.LOADED);
    if (loaded.hasErrors()) {
      throw new Failure("the patterns are not good:\n" + loaded.text());
    }
    return loaded;
  }

  /** Reads the alias table; null means that there is none. */
  static IdentityAliases aliases(@Nullable Path identities, ScimName name) {
    return aliases(names(identities), name);
  }

  private static IdentityAliases aliases(Map<String, String> names, ScimName name) {
    try {
      return IdentityTexts.read(names, IdentityAliases.none(name));
    } catch (MappingException problems) {
      throw new Failure("the alias table is not good:\n" + problems.getMessage());
    }
  }

  private static Map<String, String> names(@Nullable Path identities) {
    if (identities == null || !Files.exists(identities)) {
      return Map.of();
    }
    try {
      return Map.of(identities.toString(), Files.readString(identities));
    } catch (IOException unreadable) {
      throw new Failure("cannot read the alias table " + identities + ": " + unreadable);
    }
  }
}
