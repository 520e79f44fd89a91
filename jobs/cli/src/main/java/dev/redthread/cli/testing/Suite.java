package dev.redthread.cli.testing;

import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.PatternPaths;
import dev.redthread.pattern.PatternPlaces;
import dev.redthread.pattern.PatternPlaces.Named;
import dev.redthread.pattern.TestFiles;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.DiagnosticText;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.testing.ExpectedFinding;
import dev.redthread.pattern.testing.TestCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The patterns below one folder, and the tests that were asked for. */
final class Suite {
  private final TestPaths paths;
  private final Loaded loaded;
  private final PatternPlaces places;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Map<String, String> texts = new HashMap<>();
  private final List<Planned> planned = new ArrayList<>();

  /** A test and the pattern that it is of. */
  record Planned(TestCase test, CompiledPattern pattern) {}

  private Suite(TestPaths paths, Loaded loaded) {
    this.paths = paths;
    this.loaded = loaded;
    places = PatternPlaces.of(loaded.texts());
    texts.putAll(loaded.texts());
  }

  /**
   * @param beside what is read with all patterns: what placeholders stand for, and jars
   */
  static Suite of(TestPaths paths, PatternPaths beside, SourceCatalog catalog) {
    List<Path> files = Stream.concat(Stream.of(paths.root()), beside.files().stream()).toList();
    PatternPaths patterns = new PatternPaths(files, beside.jars());
    Suite suite = new Suite(paths, PatternFiles.load(patterns, catalog, JavaPatterns.LOADED));
    if (!suite.loaded.hasErrors()) {
      TestFiles.read(paths.tests(), catalog, suite.diagnostics, suite.texts).forEach(suite::plan);
      suite.demandTests();
    }
    return suite;
  }

  private void plan(String file, List<TestCase> tests) {
    String beside = paths.patternFile(file);
    if (!loaded.texts().containsKey(beside)) {
      diagnostics.error(
          Code.BAD_VALUE,
          Place.ofFile(file),
          "these tests are beside no pattern file: there is no " + beside,
          NearestName.hint(beside, loaded.texts().keySet()));
      return;
    }
    for (TestCase test : tests) {
      pattern(test, beside)
          .filter(pattern -> hasItsSteps(test, pattern))
          .ifPresent(pattern -> planned.add(new Planned(test, pattern)));
    }
  }

  private Optional<CompiledPattern> pattern(TestCase test, String beside) {
    Word name = test.pattern();
    if (name == null) {
      List<CompiledPattern> of = firing(beside);
      if (of.size() != 1) {
        diagnostics.error(
            Code.MISSING_KEY,
            test.place(),
            beside + " has " + of.size() + " patterns that find something by themselves",
            "name the one that is tested with `pattern`, here or once for the file");
      }
      return of.size() == 1 ? Optional.of(of.get(0)) : Optional.empty();
    }
    Optional<Named> named = places.byName(name.text());
    Optional<CompiledPattern> pattern =
        named.flatMap(found -> loaded.set().pattern(found.id())).filter(this::findsByItself);
    if (pattern.isEmpty()) {
      diagnostics.error(
          Code.UNKNOWN_RULE,
          name.place(),
          named.isPresent()
              ? "`" + name.text() + "` finds nothing by itself: it is a step of others"
              : "no pattern is called `" + name.text() + "`",
          named.isPresent()
              ? "test the patterns that use it"
              : NearestName.hint(name.text(), places.names()));
    }
    return pattern;
  }

  /** Whether the steps that a test names are those of its pattern; what is wrong is reported. */
  private boolean hasItsSteps(TestCase test, CompiledPattern pattern) {
    StepNames steps = StepNames.of(pattern, loaded.set());
    int before = diagnostics.errors();
    for (ExpectedFinding finding : test.findings()) {
      for (ExpectedFinding.Link link : finding.chain()) {
        if (!steps.names().contains(link.step())) {
          diagnostics.error(
              Code.BAD_VALUE,
              finding.place(),
              "the pattern has no step `" + link.step() + "`",
              NearestName.hint(link.step(), steps.names()) == null
                  ? "it has " + String.join(", ", steps.names())
                  : NearestName.hint(link.step(), steps.names()));
        }
      }
    }
    return diagnostics.errors() == before;
  }

  private boolean findsByItself(CompiledPattern pattern) {
    return !pattern.isSegment() && !loaded.set().silent().contains(pattern.id());
  }

  /** The patterns of a file that find something by themselves. */
  private List<CompiledPattern> firing(String file) {
    return places.of(file).stream()
        .flatMap(named -> loaded.set().pattern(named.id()).stream())
        .filter(this::findsByItself)
        .toList();
  }

  /** Every pattern that finds something by itself needs a test that fires and one that is quiet. */
  private void demandTests() {
    for (String file : loaded.texts().keySet()) {
      if (!paths.isAsked(file)) {
        continue;
      }
      for (CompiledPattern pattern : firing(file)) {
        List<TestCase> tests =
            planned.stream()
                .filter(each -> each.pattern().id().equals(pattern.id()))
                .map(Planned::test)
                .toList();
        boolean fires =
            tests.stream()
                .flatMap(test -> test.findings().stream())
                .anyMatch(finding -> finding.withdrawn() == null);
        boolean quiet = tests.stream().anyMatch(TestCase::isQuiet);
        if (!fires || !quiet) {
          diagnostics.error(
              Code.UNTESTED,
              places.byId(pattern.id()).map(Named::place).orElse(Place.ofFile(file)),
              "no test shows that this pattern "
                  + (fires
                      ? "stays quiet"
                      : quiet
                          ? "finds something"
                          : "finds something, and none that it stays quiet"),
              "write it in " + paths.testFile(file));
        }
      }
    }
  }

  /** Whether the patterns cannot be run. */
  boolean hasBadPatterns() {
    return loaded.hasErrors();
  }

  PatternSet set() {
    return loaded.set();
  }

  List<Planned> planned() {
    return planned;
  }

  /** What is wrong with the files, by place. */
  List<Diagnostic> problems() {
    return diagnostics.sorted();
  }

  /** What is wrong with the files, for people. */
  String text() {
    if (loaded.hasErrors()) {
      return loaded.text();
    }
    return new DiagnosticText(file -> texts.getOrDefault(file, "").lines().toList())
        .render(diagnostics.sorted());
  }

  /** The tests by their file, in its order. */
  Map<String, List<Planned>> byFile() {
    Map<String, List<Planned>> files = new TreeMap<>();
    planned.forEach(
        each ->
            files.computeIfAbsent(each.test().place().file(), any -> new ArrayList<>()).add(each));
    return files;
  }
}
