package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Published;
import dev.redthread.engine.generated.Shown;
import dev.redthread.engine.reference.LinkedReference;
import dev.redthread.engine.reference.LinkedTimeline;
import dev.redthread.engine.reference.LinkedTimeline.Received;
import dev.redthread.engine.reference.OwnedDevice;
import dev.redthread.engine.reference.OwnedEvent;
import dev.redthread.engine.reference.RefFinding;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.RefRule;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.engine.reference.RefStep;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.PatternSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends a timeline with events of devices and names the whole way to findings, minute by minute of
 * the received clock, and compares what is open with the reference after each.
 *
 * <p>Beside the pattern runs one like it with a longer timespan, which is nobody else's business.
 */
final class LinkedJob {
  static final long MINUTE = 60_000;
  private static final String LONGER = "longer";
  private static final int HOW_MUCH_LONGER = 7;
  private static final long LINKS_KEPT = 400L * 24 * 60 * MINUTE;

  private final LinkedTimeline timeline;
  private final LinkedTimeline heard;
  private final UnaryOperator<Waiting> waiting;
  private final Sources sources;
  private final PatternSet patterns;
  private final Published published = new Published(true);

  /**
   * @param altered what becomes of the compiled patterns
   */
  LinkedJob(LinkedTimeline timeline, UnaryOperator<PatternSet> altered) {
    this(timeline, timeline, altered, UnaryOperator.identity());
  }

  /**
   * @param heard what the job is given
   * @param altered what becomes of the compiled patterns
   * @param waiting what becomes of how long links and events are kept
   */
  LinkedJob(
      LinkedTimeline timeline,
      LinkedTimeline heard,
      UnaryOperator<PatternSet> altered,
      UnaryOperator<Waiting> waiting) {
    this.timeline = timeline;
    this.heard = heard;
    this.waiting = waiting;
    sources = Sources.read(mappings());
    Loaded loaded = PatternFiles.loadTexts(Map.of("pattern.yml", patternFile()), sources.catalog());
    assertThat(loaded.text()).isEmpty();
    patterns = altered.apply(loaded.set());
  }

  private Map<String, String> mappings() {
    Map<String, String> mappings = new HashMap<>();
    for (RefRule rule : timeline.pattern().rules()) {
      String device =
          timeline.ofDevices().contains(rule.name())
              ? "  device.id: {path: device, kind: host}\n"
              : "";
      put(
          mappings,
          rule.name(),
          rule.maxDelay(),
          device,
          timeline.ofNames().contains(rule.name())
              ? "links:\n  - {namespace: n, name: user.name}\n"
              : "");
    }
    put(
        mappings,
        "N",
        timeline.nameDelay(),
        "",
        "links:\n  - {namespace: n, name: user.name, person: user.email}\n");
    put(
        mappings,
        "L",
        timeline.linkDelay(),
        "  device.id: {path: device, kind: host}\n",
        "activity:\n  type: event.action\n  rules:\n    - {type: L, is: device.linked}\n");
    return mappings;
  }

  private static void put(
      Map<String, String> mappings, String letter, long delay, String field, String activity) {
    String product = letter.toLowerCase(Locale.ROOT);
    mappings.put(
        product + ".yml",
        """
        sources:
          - name: %1$s
            title: A log for this test
            logsources: [{product: %1$s}]
            delay: {typical: 0s, max: %2$dm}
        dedup: id
        id: id
        time:
          - {path: at, format: epoch_ms}
        fields:
          event.action: type
          user.email: {path: user, kind: identity}
          user.name: {path: name, kind: identity}
        """
                .formatted(product, delay)
            + field
            + "person: [user.email, user.name]\n"
            + activity);
  }

  private String patternFile() {
    StringBuilder file = new StringBuilder();
    for (RefRule rule : timeline.pattern().rules()) {
      file.append(
          """
          {title: %1$s, id: %1$s, logsource: {product: %2$s},
           detection: {s: {event.action: %1$s}, condition: s}}
          ---
          """
              .formatted(rule.name(), rule.name().toLowerCase(Locale.ROOT)));
    }
    RefShape.Sequence sequence = (RefShape.Sequence) timeline.pattern().shape();
    pattern(timeline.pattern().id(), sequence, sequence.timespan(), file);
    file.append("---\n");
    pattern(LONGER, sequence, HOW_MUCH_LONGER * sequence.timespan(), file);
    return file.toString();
  }

  private void pattern(String id, RefShape.Sequence sequence, long timespan, StringBuilder file) {
    file.append("title: " + id + "\nid: " + id + "\nredthread: {risk: 50}\nsequence:\n");
    file.append("  group-by: [person]\n  timespan: " + timespan + "m\n");
    if (sequence.settled()) {
      file.append("  absence: settled\n");
    }
    if (!sequence.until().isEmpty()) {
      file.append("  until: " + names(sequence.until()) + "\n");
    }
    file.append("  steps:\n");
    for (RefStep step : sequence.steps()) {
      boolean absence = step.kind() == RefStep.Kind.NOT;
      file.append("    - " + (absence ? "not" : step.name()) + ": {rules: ");
      file.append(names(step.rules()));
      file.append(step.within() == null ? "" : ", within: " + step.within() + "m");
      file.append("}\n");
    }
  }

  private List<String> names(Set<Integer> rules) {
    return rules.stream()
        .sorted()
        .map(rule -> timeline.pattern().rules().get(rule).name())
        .toList();
  }

  /**
   * Runs the timeline.
   *
   * @param dice decides restarts, the order of what is received in one minute, and whether the
   *     alias table may change
   * @return how many findings were open at some time
   * @throws AssertionError at the first difference
   */
  int check(Dice dice) {
    List<SourceMapping> mappings = sources.mappings();
    long greatest =
        mappings.stream()
            .mapToLong(mapping -> mapping.info().maxDelay().toMillis())
            .max()
            .orElse(0);
    InProcessRun run =
        new InProcessJob(
                patterns,
                mappings,
                aliases(),
                dice.percent(50),
                Tables.NONE,
                new DetectorFactory(),
                waiting.apply(Waiting.of(patterns, greatest, LINKS_KEPT, life())))
            .start(new Said());
    long last = lastMinute();
    for (long minute = 0; minute <= last; minute++) {
      for (RawRecord record : dice.shuffled(received(minute))) {
        run.deliver(record);
        if (dice.percent(30)) {
          run.restart();
        }
      }
      run.clock(minute * MINUTE);
      compare(minute);
    }
    run.clock(Long.MAX_VALUE);
    compare(Long.MAX_VALUE);
    assertThat(run.isEmpty()).as("left in the state of %s", timeline).isTrue();
    return published.all().size();
  }

  private IdentityAliases aliases() {
    StringBuilder csv = new StringBuilder("identifier,person\n");
    timeline.table().persons().forEach((name, person) -> csv.append(name + "," + person + "\n"));
    return IdentityAliases.read("identities.csv", csv.toString());
  }

  private long life() {
    long life = timeline.table().life();
    return life == Long.MAX_VALUE ? LINKS_KEPT : life * MINUTE;
  }

  private long lastMinute() {
    long last = 0;
    for (Received<OwnedEvent> event : timeline.events()) {
      last = Math.max(last, event.clock());
    }
    for (Received<OwnedDevice> link : timeline.links()) {
      last = Math.max(last, link.clock());
    }
    long timespan = ((RefShape.Sequence) timeline.pattern().shape()).timespan();
    return last
        + HOW_MUCH_LONGER * timespan
        + Math.max(timeline.linkDelay(), timeline.nameDelay())
        + 1;
  }

  private List<RawRecord> received(long minute) {
    List<RawRecord> records = new ArrayList<>();
    for (Received<OwnedEvent> each : heard.events()) {
      OwnedEvent event = each.what();
      if (each.clock() == minute) {
        records.add(
            record(
                event.event().source(),
                event.event().id(),
                event.event().time(),
                minute,
                event.person(),
                event.device()));
      }
    }
    for (Received<OwnedDevice> each : heard.links()) {
      OwnedDevice link = each.what();
      if (each.clock() == minute) {
        records.add(
            record(
                link.isOfName() ? "N" : "L",
                link.id(),
                link.time(),
                minute,
                link.person(),
                link.device()));
      }
    }
    return records;
  }

  private static RawRecord record(
      String letter,
      String id,
      long time,
      long clock,
      @Nullable String person,
      @Nullable String device) {
    String json =
        "{\"id\":\"%s\",\"at\":%d,\"type\":\"%s\"%s%s}"
            .formatted(
                id,
                time * MINUTE,
                letter,
                person == null ? "" : identifier("user", person),
                device == null ? "" : identifier("device", device));
    return new RawRecord(
        letter.toLowerCase(Locale.ROOT),
        clock * MINUTE,
        clock * MINUTE,
        json.getBytes(StandardCharsets.UTF_8),
        new Origin("log.ndjson", 0, 1));
  }

  /** A key with a value: that of names for one that begins like a name. */
  private static String identifier(String key, String value) {
    return value.startsWith("~")
        ? ",\"name\":\"" + value.substring(1) + "\""
        : ",\"" + key + "\":\"" + value + "\"";
  }

  private void compare(long minute) {
    RefPattern pattern = timeline.pattern();
    Set<String> wanted = new TreeSet<>(wanted(pattern, minute));
    wanted.addAll(wanted(longer(pattern), minute));
    Set<String> found =
        published.all().values().stream()
            .filter(finding -> finding.status() == Finding.Status.OPEN)
            .map(LinkedJob::text)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).as("%s%nat minute %s", timeline, minute).isEqualTo(wanted);
  }

  private static RefPattern longer(RefPattern pattern) {
    RefShape.Sequence shape = (RefShape.Sequence) pattern.shape();
    return new RefPattern(
        LONGER,
        pattern.group(),
        pattern.risk(),
        pattern.rules(),
        new RefShape.Sequence(
            HOW_MUCH_LONGER * shape.timespan(),
            shape.steps(),
            shape.distinct(),
            shape.until(),
            shape.settled()));
  }

  private Collection<String> wanted(RefPattern pattern, long minute) {
    List<String> wanted = new ArrayList<>();
    findings(timeline, pattern, minute)
        .forEach(
            (person, findings) ->
                findings.forEach(
                    finding ->
                        wanted.add(
                            text(pattern.id(), Shown.of(finding, List.of(bare(person))), 1))));
    return wanted;
  }

  private static String bare(String person) {
    return person.startsWith("~") ? person.substring(1) : person;
  }

  /** What the reference finds when everything received up to a minute has been seen. */
  static Map<String, List<RefFinding>> findings(
      LinkedTimeline timeline, RefPattern pattern, long minute) {
    return new LinkedReference(pattern, timeline.linkDelays(), timeline.table())
        .findings(seen(timeline.events(), minute), seen(timeline.links(), minute), minute);
  }

  private static <T> List<T> seen(List<Received<T>> received, long minute) {
    return received.stream().filter(each -> each.clock() <= minute).map(Received::what).toList();
  }

  private static String text(Finding finding) {
    return text(finding.pattern().id(), Shown.of(finding), MINUTE);
  }

  private static String text(String pattern, Shown shown, long unit) {
    Long settles = shown.settlesAt();
    return pattern
        + " of "
        + shown.group()
        + ": "
        + shown.chain().stream().map(link -> link.replaceFirst(" .*/(.*)@.*", " $1")).toList()
        + " out of "
        + new TreeSet<>(shown.events())
        + ", settles "
        + (settles == null ? null : settles / unit);
  }

  private final class Said implements InProcessJob.Output {
    @Override
    public void finding(Finding finding) {
      published.add(finding);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      throw new AssertionError(letter);
    }
  }
}
