package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Progress;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.codec.CandidateCodec;
import dev.redthread.engine.codec.CompletionCodec;
import dev.redthread.engine.codec.DecidedCodec;
import dev.redthread.engine.codec.EventKeyCodec;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.engine.codec.ProgressCodec;
import dev.redthread.engine.codec.TimelineEventCodec;
import dev.redthread.event.Activity;
import dev.redthread.event.ContentHash;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.EventCodec;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.incident.Entity;
import dev.redthread.incident.Suppressed;
import dev.redthread.normalize.link.LinkRecord;
import dev.redthread.normalize.link.NameLink;
import dev.redthread.normalize.link.NameSpan;
import dev.redthread.pattern.compiled.Fingerprint;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Suppression;
import dev.redthread.pipeline.metrics.Kept;
import dev.redthread.pipeline.metrics.KeptCodec;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.state.DeadLetterCodec;
import dev.redthread.pipeline.state.DeliveredCodec;
import dev.redthread.pipeline.state.DocumentCodec;
import dev.redthread.pipeline.state.PageCodec;
import dev.redthread.pipeline.state.RawRecordCodec;
import dev.redthread.pipeline.state.Sample;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.StateDescriptor;

/** Values of everything that the engine and the operators keep or send, in each of its forms. */
public final class OperatorSamples {
  private static final Event EVENT =
      Fixtures.ofPerson("e1", 10, Activity.LOGIN_SUCCEEDED, "ann@example.com");
  private static final EventKey KEY = EventKey.of(EVENT);
  private static final Entity ENTITY = new Entity("person", "ann");
  private static final Origin ORIGIN = new Origin("topic", 3, 44);
  private static final byte[] BYTES = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NO_BYTES = {};
  private static final LinkRecord RECORD = new LinkRecord(7, "github", "e1");

  private static final Completion SHARING =
      new Completion(
          KEY,
          List.of(
              new ChainPart("a", KEY, true),
              new ChainPart("b", KEY, true),
              new ChainPart("c", KEY, true)),
          null);

  private OperatorSamples() {}

  /** The names of all states of the operators. */
  /** The names of the states of the job of {@code run} in which a savepoint finds something. */
  public static List<String> stateNames() {
    return Stream.of(
            StateTypesTest.STATES,
            StateTypesTest.STATES_BESIDE_A_STORE,
            StateTypesTest.STATES_OF_CHANGES)
        .flatMap(List::stream)
        .<String>map(StateDescriptor::getName)
        .filter(name -> !name.equals(ConfirmDocuments.WAITING.getName()))
        .toList();
  }

  public static List<Sample<?>> samples() {
    List<Sample<?>> samples = new ArrayList<>();
    samples.addAll(events());
    samples.addAll(ofTheDetector());
    samples.addAll(findings());
    samples.addAll(ofTheOperators());
    samples.addAll(ofTheEnds());
    return samples;
  }

  private static List<Sample<?>> events() {
    Map<String, Value> fields =
        Map.of(
            "decimal",
            Value.of(new BigDecimal("12345678901234567890.5")),
            "empty",
            Value.of(""),
            "many",
            new Value.Many(List.of(Value.of("admin"), Value.of(3), Value.of(true))),
            "negative",
            Value.of(-3),
            "nil",
            new Value.Nil(),
            "none",
            new Value.Many(List.of()),
            "text",
            Value.of("İ𝄞"),
            "wrong",
            Value.of(false));
    Event every = new Event("okta.system", "7f3e-İ", -5, 7, null, Fields.of(fields), ORIGIN, true);
    return List.of(
        Sample.of("plain", EVENT, new EventCodec()),
        Sample.of("values", every, new EventCodec()),
        Sample.of("plain", KEY, new EventKeyCodec()),
        Sample.of("plain", new TimelineEvent(EVENT, 5, 6), new TimelineEventCodec()),
        Sample.of("lastRole", new TimelineEvent(every, 1L << 63, 6), new TimelineEventCodec()));
  }

  private static List<Sample<?>> ofTheDetector() {
    return List.of(
        Sample.of(
            "plain",
            new Completion(KEY, List.of(new ChainPart("s", KEY, true)), 7L, List.of(KEY), false),
            new CompletionCodec()),
        Sample.of(
            "held",
            new Completion(KEY, List.of(new ChainPart("s", KEY, false)), 7L, List.of(), true),
            new CompletionCodec()),
        Sample.of("counted", new Completion(KEY, List.of(), null), new CompletionCodec()),
        Sample.of("saying", SHARING.saying(7), new CompletionCodec()),
        Sample.of("lacking", SHARING.lacking(7), new CompletionCodec()),
        Sample.of(
            "plain",
            new Candidate("p", List.of("ann", ""), EVENT, 3, true, 8, BYTES),
            new CandidateCodec()),
        Sample.of(
            "ofNoGroup",
            new Candidate("p", List.of(), EVENT, 1L << 63, false, 8, NO_BYTES),
            new CandidateCodec()),
        Sample.of(
            "ofAVersion",
            new Candidate("p", List.of("ann"), EVENT, 3, true, 8, BYTES, 17, 4),
            new CandidateCodec()),
        Sample.of("plain", new Decided(new Fingerprint(1, -2, 3), null), new DecidedCodec()),
        Sample.of("since", new Decided(new Fingerprint(1, -2, 3), 4L), new DecidedCodec()),
        Sample.of("plain", progress(), new ProgressCodec()));
  }

  private static List<Sample<?>> findings() {
    List<Sample<?>> findings =
        new ArrayList<>(
            List.of(Sample.of("plain", finding(Finding.Status.MERGED), new FindingCodec())));
    Finding.PatternRef plain =
        new Finding.PatternRef("p", "", Level.INFORMATIONAL, List.of(), true, null);
    findings.add(
        Sample.of(
            "since",
            new Finding(
                "0123",
                1,
                77,
                Finding.Status.OPEN,
                null,
                null,
                plain,
                List.of(),
                1,
                2,
                3,
                4,
                false,
                List.of(),
                List.of(),
                1,
                70,
                false,
                7L),
            new FindingCodec()));
    for (Finding.Status status : Finding.Status.values()) {
      Finding bare =
          new Finding(
              "0123", 1, 77, status, null, null, plain, List.of(), 1, 2, 3, 4, false, List.of(),
              List.of(), 1, 70, true, null);
      findings.add(Sample.of(status.name(), bare, new FindingCodec()));
    }
    findings.add(Sample.of("answered", suppressing(), new FindingCodec()));
    for (Level level : Level.values()) {
      Finding.PatternRef pattern =
          new Finding.PatternRef("p", "Title", level, List.of(), false, null);
      Progress of = new Progress(pattern, List.of(), 1, 2, List.of(), 3, 4, Long.MAX_VALUE);
      findings.add(Sample.of(level.name(), of, new ProgressCodec()));
    }
    return findings;
  }

  private static Finding finding(Finding.Status status) {
    return new Finding(
        "0123",
        2,
        77,
        status,
        "4567",
        99L,
        new Finding.PatternRef(
            "p", "Title", Level.HIGH, List.of("attack.t1566"), false, "https://runbook"),
        List.of(new Finding.GroupValue("person", "ann")),
        1,
        2,
        3,
        4,
        true,
        List.of(new Finding.Link("login", EVENT)),
        List.of("e1"),
        1,
        70,
        false,
        null);
  }

  private static Finding suppressing() {
    Suppression suppression = new Suppression(60_000, List.of("person"));
    return finding(Finding.Status.OPEN)
        .answeredBy(new Response("team", Paging.ALWAYS, suppression));
  }

  private static Progress progress() {
    Finding finding = finding(Finding.Status.MERGED);
    return new Progress(
        finding.pattern(),
        finding.group(),
        2,
        3,
        List.of(new Progress.Link("login", KEY)),
        15,
        16,
        17);
  }

  private static List<Sample<?>> ofTheOperators() {
    Finding finding = finding(Finding.Status.MERGED);
    return List.of(
        Sample.of("plain", new TimelineKey("p", List.of("ann", "")), new TimelineKeyCodec()),
        Sample.of("ofNoGroup", new TimelineKey("p", List.of()), new TimelineKeyCodec()),
        Sample.of(
            "plain",
            new DeviceEvent("d", DeviceEvent.Kind.ORPHAN, EVENT, 9, BYTES),
            new DeviceEventCodec()),
        Sample.of(
            "link",
            new DeviceEvent("d", DeviceEvent.Kind.LINK, EVENT, 9, NO_BYTES),
            new DeviceEventCodec()),
        Sample.of(
            "name",
            new DeviceEvent("\0\0n\0x", DeviceEvent.Kind.NAME, EVENT, 9, NO_BYTES),
            new DeviceEventCodec()),
        Sample.of(
            "plain",
            new DeviceLink(KEY, "ann", new ContentHash("00ff"), List.of()),
            new DeviceLinkCodec()),
        Sample.of("plain", new Orphan(EVENT, 9, BYTES, "ann", 0, List.of(), 0), new OrphanCodec()),
        Sample.of(
            "ofNobody", new Orphan(EVENT, 9, NO_BYTES, null, 0, List.of(), 0), new OrphanCodec()),
        Sample.of(
            "ofAName",
            new Orphan(
                EVENT, 9, BYTES, "ann", 60, 70_000, RECORD, List.of("mlind"), 3, Fields.NONE),
            new OrphanCodec()),
        Sample.of(
            "plain",
            new NameLink("ann", List.of(new NameSpan(RECORD, new LinkRecord(9, "okta", "e2")))),
            new NameLinkCodec()),
        Sample.of(
            "ofALaterLink",
            new Orphan(EVENT, 9, BYTES, "ann", 70_000, List.of(), 0),
            new OrphanCodec()),
        Sample.of(
            "named",
            new Orphan(EVENT, 9, BYTES, "ann", 0, List.of("mlind", "17"), 3),
            new OrphanCodec()),
        Sample.of(
            "said",
            new Orphan(
                EVENT,
                9,
                BYTES,
                "ann",
                0,
                Long.MAX_VALUE,
                null,
                List.of("mlind"),
                3,
                Fields.sorted(
                    List.of("redthread.people.department", "redthread.watchlist"),
                    List.of(Value.of("Sales"), new Value.Nil()))),
            new OrphanCodec()),
        Sample.of(
            "named",
            new DeviceLink(KEY, "ann", new ContentHash("00ff"), List.of("mlind")),
            new DeviceLinkCodec()),
        Sample.of(
            "named",
            new DeviceEvent(
                "d", DeviceEvent.Kind.NAMED, EVENT, 9, BYTES, List.of("mlind", "17"), 3),
            new DeviceEventCodec()),
        Sample.of("plain", ENTITY, new EntityCodec()),
        Sample.of("plain", new EntityFinding(ENTITY, finding, true), new EntityFindingCodec()),
        Sample.of("stays", new EntityFinding(ENTITY, finding, false), new EntityFindingCodec()),
        Sample.of(
            "suppressed", new EntityFinding(ENTITY, finding, false, 18L), new EntityFindingCodec()),
        Sample.of("plain", new Pace(12, finding), new PaceCodec()),
        Sample.of("nothingWaits", new Pace(12, null), new PaceCodec()),
        Sample.of(
            "plain",
            new Suppressed("0123", 19, List.of(suppressing(), finding)),
            new SuppressedCodec()),
        Sample.of("nothingWaits", new Suppressed("0123", 19, List.of()), new SuppressedCodec()),
        Sample.of("plain", new LastWritten(5, BYTES), new LastWrittenCodec()),
        Sample.of(
            "plain",
            new Unconfirmed(new Document("i", "id", 5, BYTES), 18, true),
            new UnconfirmedCodec()),
        Sample.of(
            "old",
            new Unconfirmed(new Document("i", "id", 5, NO_BYTES), 18, false),
            new UnconfirmedCodec()),
        Sample.of("plain", new ProgressPace(13, 14, true, progress()), new ProgressPaceCodec()),
        Sample.of("nothingIsOpen", new ProgressPace(13, 14, false, null), new ProgressPaceCodec()),
        Sample.of("plain", new Kept("p", 18, 19, -20), new KeptCodec()));
  }

  private static List<Sample<?>> ofTheEnds() {
    RawRecord record = new RawRecord("okta.system", 1, 2, BYTES, ORIGIN);
    List<Sample<?>> samples =
        new ArrayList<>(
            List.of(
                Sample.of("plain", record, new RawRecordCodec()),
                Sample.<Delivered>of("plain", new Delivered.Accepted(record), new DeliveredCodec()),
                Sample.<Delivered>of(
                    "refused",
                    new Delivered.Refused(letter(DeadLetter.Reason.BAD_ENVELOPE)),
                    new DeliveredCodec()),
                Sample.of("plain", letter(DeadLetter.Reason.NO_TIME), new DeadLetterCodec()),
                Sample.of("plain", new Document("i", "id", 5, BYTES), new DocumentCodec()),
                Sample.of("plain", new Page("key", BYTES), new PageCodec())));
    for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
      samples.add(Sample.of(reason.name(), letter(reason), new DeadLetterCodec()));
    }
    return samples;
  }

  private static DeadLetter letter(DeadLetter.Reason reason) {
    return new DeadLetter("s", ORIGIN, 1, reason, "none", BYTES);
  }
}
