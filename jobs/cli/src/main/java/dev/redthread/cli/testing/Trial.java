package dev.redthread.cli.testing;

import dev.redthread.cli.testing.Heard.Said;
import dev.redthread.engine.Finding;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.testing.ExpectedFinding;
import dev.redthread.pattern.testing.Offset;
import dev.redthread.pattern.testing.TestCase;
import dev.redthread.pipeline.operator.InProcessJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends one test through the job, as it is written and in all other ways, and compares. */
final class Trial {
  private final CompiledPattern pattern;
  private final InProcessJob job;
  private final SourceCatalog catalog;
  private final Recording recording;
  private final TestCase test;
  private final List<String> problems = new ArrayList<>();
  private int replays;

  private Trial(
      CompiledPattern pattern, InProcessJob job, SourceCatalog catalog, Recording recording) {
    this.pattern = pattern;
    this.job = job;
    this.catalog = catalog;
    this.recording = recording;
    test = recording.test();
  }

  /**
   * What came of it.
   *
   * @param problems what is not as expected, each a line or more; none when the test is passed
   * @param plain what was said when the events arrived as written; null when it was not run
   * @param replays how often the events were sent
   */
  record Outcome(List<String> problems, @Nullable Heard plain, int replays) {
    boolean passed() {
      return problems.isEmpty();
    }
  }

  static Outcome of(
      CompiledPattern pattern, InProcessJob job, SourceCatalog catalog, Recording recording) {
    return new Trial(pattern, job, catalog, recording).run();
  }

  private Outcome run() {
    if (!recording.problems().isEmpty()) {
      return new Outcome(recording.problems(), null, 0);
    }
    Replay plain = Replay.plain(recording);
    Heard heard = hear(plain);
    compare(heard, plain);
    if (problems.isEmpty()) {
      replay(plain, heard);
    }
    return new Outcome(problems, heard, replays);
  }

  private Heard hear(Replay replay) {
    replays++;
    return Heard.of(replay, recording, pattern.id(), job);
  }

  private void compare(Heard heard, Replay plain) {
    heard.troubles().stream().distinct().forEach(problems::add);
    List<Finding> left = new ArrayList<>(heard.open());
    for (ExpectedFinding expected : test.findings()) {
      if (expected.withdrawn() != null) {
        withdrawn(expected, heard, plain);
        continue;
      }
      Optional<Finding> found =
          left.stream().filter(finding -> isAsExpected(finding, expected)).findFirst();
      if (found.isEmpty()) {
        problems.add("not found: " + text(expected));
      } else {
        left.remove(found.get());
        evidence(expected, found.get());
        raised(expected, heard.revisions(found.get().id()), plain);
        settles(expected, found.get());
      }
    }
    left.forEach(finding -> problems.add("found, not expected: " + text(finding)));
  }

  private boolean isAsExpected(Finding finding, ExpectedFinding expected) {
    return links(finding).equals(expected.chain())
        && expected.group().entrySet().stream()
            .allMatch(
                field ->
                    finding.group().stream()
                        .anyMatch(
                            value ->
                                value.field().equals(field.getKey())
                                    && value.value().equals(field.getValue())));
  }

  private List<ExpectedFinding.Link> links(Finding finding) {
    return finding.chain().stream()
        .map(link -> new ExpectedFinding.Link(link.step(), recording.name(link.event())))
        .toList();
  }

  private void evidence(ExpectedFinding expected, Finding finding) {
    List<String> evidence = finding.events().stream().map(recording::name).sorted().toList();
    if (!expected.evidence().isEmpty()
        && !evidence.equals(expected.evidence().stream().sorted().toList())) {
      problems.add("its evidence is " + String.join(", ", evidence) + ": " + text(expected));
    }
  }

  private void withdrawn(ExpectedFinding expected, Heard heard, Replay plain) {
    Optional<Said> open =
        heard.said().stream()
            .filter(said -> said.finding().status() == Finding.Status.OPEN)
            .filter(said -> isAsExpected(said.finding(), expected))
            .findFirst();
    if (open.isEmpty()) {
      problems.add("never found, to be withdrawn: " + text(expected));
      return;
    }
    List<Said> revisions = heard.revisions(open.get().finding().id());
    raised(expected, revisions, plain);
    settles(expected, open.get().finding());
    Said last = revisions.get(revisions.size() - 1);
    String by = String.valueOf(expected.withdrawn());
    if (last.finding().status() == Finding.Status.OPEN) {
      problems.add("not withdrawn: " + text(expected));
    } else if (!isDuring(last, by, plain)) {
      problems.add(
          "withdrawn " + when(last, plain) + " and not with `" + by + "`: " + text(expected));
    }
  }

  private void raised(ExpectedFinding expected, List<Said> revisions, Replay plain) {
    Said first = revisions.get(0);
    if (expected.raised() instanceof ExpectedFinding.Arrival arrival
        && !isDuring(first, arrival.event(), plain)) {
      problems.add(
          "raised "
              + when(first, plain)
              + " and not with `"
              + arrival.event()
              + "`: "
              + text(expected));
    } else if (expected.raised() instanceof ExpectedFinding.Clock clock
        && (first.arrival() != null || first.clock() != recording.time(clock.offset()))) {
      problems.add(
          "raised "
              + when(first, plain)
              + " and not when "
              + Offset.text(clock.offset())
              + " had passed: "
              + text(expected));
    }
  }

  private void settles(ExpectedFinding expected, Finding finding) {
    Long wanted = expected.settles();
    if (wanted != null && !Objects.equals(finding.settlesAt(), recording.time(wanted))) {
      problems.add(
          "settles "
              + (finding.settlesAt() == null
                  ? "at once"
                  : "at " + Offset.text(finding.settlesAt() - test.start()))
              + " and not at "
              + Offset.text(wanted)
              + ": "
              + text(expected));
    }
  }

  private boolean isDuring(Said said, String event, Replay plain) {
    Integer arrival = said.arrival();
    return arrival != null && name(arrival, plain).equals(event);
  }

  private String name(int arrival, Replay replay) {
    return recording.event(replay.arrivals().get(arrival).event()).id();
  }

  private String when(Said said, Replay replay) {
    Integer arrival = said.arrival();
    if (arrival != null) {
      return "with `"
          + name(arrival, replay)
          + "`, received at "
          + Offset.text(replay.arrivals().get(arrival).received() - test.start());
    }
    String from =
        said.clockBefore() == Long.MIN_VALUE
            ? "the start"
            : Offset.text(offset(said.clockBefore()));
    return said.clock() == Long.MAX_VALUE
        ? "after " + from + ", when nothing more came"
        : "between " + from + " and " + Offset.text(offset(said.clock()));
  }

  private long offset(long time) {
    return time - test.start();
  }

  private void replay(Replay plain, Heard heard) {
    Heard restarted = hear(plain.restarted());
    if (!restarted.said().equals(heard.said())) {
      problems.add(differs(plain.restarted(), restarted, "something else is said"));
    }
    for (Replay replay : Replay.others(recording, catalog, test.name().hashCode())) {
      Heard other = hear(replay);
      if (!shown(other).equals(shown(heard))) {
        problems.add(differs(replay, other, "something else is found"));
      }
    }
  }

  /** The open findings by what never depends on the order of arrival. */
  private static Map<String, List<Object>> shown(Heard heard) {
    return heard.open().stream()
        .collect(
            Collectors.toMap(
                Finding::id,
                finding ->
                    List.of(
                        finding.group(),
                        finding.chain().stream()
                            .map(link -> link.step() + " " + link.event().id())
                            .toList(),
                        finding.eventCountIsLowerBound() ? List.of() : finding.events())));
  }

  private String differs(Replay replay, Heard heard, String what) {
    return "replayed "
        + replay.name()
        + ", "
        + what
        + ": "
        + (heard.open().isEmpty()
            ? "nothing"
            : heard.open().stream().map(this::text).collect(Collectors.joining("; ")))
        + "\n  in the order "
        + replay.arrivals().stream()
            .map(
                arrival ->
                    recording.event(arrival.event()).id()
                        + "@"
                        + Offset.text(offset(arrival.received())))
            .collect(Collectors.joining(" "));
  }

  private String text(Finding finding) {
    String group =
        finding.group().stream()
            .map(value -> value.field() + "=" + value.value())
            .collect(Collectors.joining(", "));
    return chain(links(finding)) + (group.isEmpty() ? "" : " for " + group);
  }

  private static String text(ExpectedFinding expected) {
    String group =
        expected.group().entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return chain(expected.chain()) + (group.isEmpty() ? "" : " for " + group);
  }

  private static String chain(List<ExpectedFinding.Link> links) {
    return links.stream()
        .map(link -> link.step() + "=" + link.event())
        .collect(Collectors.joining(" "));
  }
}
