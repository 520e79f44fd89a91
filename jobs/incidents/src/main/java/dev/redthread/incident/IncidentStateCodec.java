package dev.redthread.incident;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.event.Codec;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Suppression;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of an {@link IncidentState}. Enums are written by name, so their order may change. */
public final class IncidentStateCodec implements Codec<IncidentState> {

  private static final int VERSION = 4;

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public void write(IncidentState state, DataOutput out) throws IOException {
    entity(state.entity(), out);
    Bytes.list(state.findings(), IncidentStateCodec::finding, out);
    Bytes.list(state.published(), IncidentStateCodec::published, out);
    Bytes.list(state.paged(), IncidentStateCodec::paged, out);
  }

  @Override
  public IncidentState read(DataInput in, int version) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException("state of incidents in version " + version + " cannot be read");
    }
    return new IncidentState(
        entity(in),
        Bytes.list(from -> finding(from, version), in),
        Bytes.list(IncidentStateCodec::published, in),
        Bytes.list(from -> paged(from, version), in));
  }

  private static void entity(Entity entity, DataOutput out) throws IOException {
    Bytes.text(entity.kind(), out);
    Bytes.text(entity.value(), out);
  }

  private static Entity entity(DataInput in) throws IOException {
    return new Entity(Bytes.text(in), Bytes.text(in));
  }

  private static void finding(KeptFinding finding, DataOutput out) throws IOException {
    Bytes.text(finding.id(), out);
    out.writeInt(finding.revision());
    out.writeLong(finding.version());
    Bytes.text(finding.status().name(), out);
    Bytes.optional(finding.into(), Bytes::text, out);
    time(finding.settlesAt(), out);
    pattern(finding.pattern(), out);
    Bytes.list(finding.group(), IncidentStateCodec::group, out);
    out.writeLong(finding.first());
    out.writeLong(finding.last());
    out.writeLong(finding.ingested());
    out.writeBoolean(finding.truncated());
    out.writeInt(finding.eventCount());
    out.writeInt(finding.risk());
    Bytes.list(finding.chain(), IncidentStateCodec::evidence, out);
    time(finding.suppressedUntil(), out);
    Bytes.optional(finding.dedupKey(), Bytes::text, out);
    Bytes.optional(finding.absorbed(), IncidentStateCodec::absorbed, out);
  }

  private static KeptFinding finding(DataInput in, int version) throws IOException {
    return new KeptFinding(
        Bytes.text(in),
        in.readInt(),
        in.readLong(),
        Finding.Status.valueOf(Bytes.text(in)),
        Bytes.optional(Bytes::text, in),
        Bytes.optional(DataInput::readLong, in),
        pattern(in, version),
        Bytes.list(IncidentStateCodec::group, in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        in.readInt(),
        in.readInt(),
        Bytes.list(from -> evidence(from, version), in),
        version > 2 ? Bytes.optional(DataInput::readLong, in) : null,
        Bytes.optional(Bytes::text, in),
        Bytes.optional(from -> absorbed(from, version), in));
  }

  private static void pattern(PatternRef pattern, DataOutput out) throws IOException {
    Bytes.text(pattern.id(), out);
    Bytes.text(pattern.title(), out);
    level(pattern.level(), out);
    Bytes.list(pattern.tags(), Bytes::text, out);
    out.writeBoolean(pattern.shadow());
    Bytes.optional(pattern.runbook(), Bytes::text, out);
    Bytes.optional(pattern.response().owner(), Bytes::text, out);
    Bytes.text(pattern.response().paging().name(), out);
    Bytes.optional(pattern.response().suppression(), IncidentStateCodec::suppression, out);
  }

  private static PatternRef pattern(DataInput in, int version) throws IOException {
    return new PatternRef(
        Bytes.text(in),
        Bytes.text(in),
        level(in),
        Bytes.list(Bytes::text, in),
        in.readBoolean(),
        Bytes.optional(Bytes::text, in),
        version > 1 ? response(in, version) : Response.NONE);
  }

  private static Response response(DataInput in, int version) throws IOException {
    return new Response(
        Bytes.optional(Bytes::text, in),
        Paging.valueOf(Bytes.text(in)),
        version > 2 ? Bytes.optional(IncidentStateCodec::suppression, in) : null);
  }

  private static void suppression(Suppression suppression, DataOutput out) throws IOException {
    out.writeLong(suppression.period());
    Bytes.list(suppression.by(), Bytes::text, out);
  }

  private static Suppression suppression(DataInput in) throws IOException {
    return new Suppression(in.readLong(), Bytes.list(Bytes::text, in));
  }

  private static void group(GroupValue part, DataOutput out) throws IOException {
    Bytes.text(part.field(), out);
    Bytes.text(part.value(), out);
  }

  private static GroupValue group(DataInput in) throws IOException {
    return new GroupValue(Bytes.text(in), Bytes.text(in));
  }

  private static void evidence(Evidence event, DataOutput out) throws IOException {
    out.writeLong(event.key().eventTime());
    Bytes.text(event.key().source(), out);
    Bytes.text(event.key().id(), out);
    Bytes.optional(event.activity(), Bytes::text, out);
    Bytes.list(event.steps(), Bytes::text, out);
    Bytes.list(event.users(), Bytes::text, out);
    Bytes.optional(event.actor(), Bytes::text, out);
    Bytes.list(event.hosts(), Bytes::text, out);
    Bytes.list(event.addresses(), Bytes::text, out);
    Bytes.optional(event.country(), Bytes::text, out);
    Bytes.optional(event.userAgent(), Bytes::text, out);
    Bytes.text(event.origin(), out);
  }

  private static Evidence evidence(DataInput in, int version) throws IOException {
    return new Evidence(
        new EventKey(in.readLong(), Bytes.text(in), Bytes.text(in)),
        Bytes.optional(Bytes::text, in),
        Bytes.list(Bytes::text, in),
        Bytes.list(Bytes::text, in),
        version > 3 ? Bytes.optional(Bytes::text, in) : null,
        Bytes.list(Bytes::text, in),
        Bytes.list(Bytes::text, in),
        Bytes.optional(Bytes::text, in),
        Bytes.optional(Bytes::text, in),
        Bytes.text(in));
  }

  private static void absorbed(Absorbed absorbed, DataOutput out) throws IOException {
    out.writeInt(absorbed.findings());
    out.writeInt(absorbed.events());
    out.writeLong(absorbed.last());
    out.writeInt(absorbed.risk());
    Bytes.optional(absorbed.level(), IncidentStateCodec::level, out);
    Bytes.optional(absorbed.pageLevel(), IncidentStateCodec::level, out);
    out.writeBoolean(absorbed.alwaysPages());
  }

  private static Absorbed absorbed(DataInput in, int version) throws IOException {
    int findings = in.readInt();
    int events = in.readInt();
    long last = in.readLong();
    int risk = in.readInt();
    Level level = Bytes.optional(IncidentStateCodec::level, in);
    return new Absorbed(
        findings,
        events,
        last,
        risk,
        level,
        version > 1 ? Bytes.optional(IncidentStateCodec::level, in) : level,
        version > 1 && in.readBoolean());
  }

  private static void published(Published published, DataOutput out) throws IOException {
    Bytes.text(published.id(), out);
    out.writeInt(published.revision());
    out.writeLong(published.version());
    Bytes.text(published.status().name(), out);
    Bytes.optional(published.into(), Bytes::text, out);
    out.writeLong(published.detected());
    out.writeLong(published.latency());
    Bytes.text(published.title(), out);
    Bytes.text(published.story(), out);
    level(published.severity(), out);
    out.writeInt(published.risk());
    out.writeBoolean(published.shadow());
    out.writeLong(published.first());
    out.writeLong(published.last());
    Bytes.list(published.findings(), Bytes::text, out);
  }

  private static Published published(DataInput in) throws IOException {
    return new Published(
        Bytes.text(in),
        in.readInt(),
        in.readLong(),
        Incident.Status.valueOf(Bytes.text(in)),
        Bytes.optional(Bytes::text, in),
        in.readLong(),
        in.readLong(),
        Bytes.text(in),
        Bytes.text(in),
        level(in),
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        Bytes.list(Bytes::text, in));
  }

  private static void paged(Paged paged, DataOutput out) throws IOException {
    IncidentPage page = paged.page();
    Bytes.text(page.action().name(), out);
    Bytes.text(page.dedupKey(), out);
    Bytes.text(page.incident(), out);
    level(page.severity(), out);
    out.writeInt(page.risk());
    Bytes.text(page.summary(), out);
    entity(page.entity(), out);
    out.writeLong(page.first());
    out.writeLong(page.last());
    Bytes.list(page.runbooks(), Bytes::text, out);
    Bytes.optional(page.link(), Bytes::text, out);
    Bytes.list(page.owners(), Bytes::text, out);
    out.writeLong(paged.since());
    time(paged.resolveAt(), out);
  }

  private static Paged paged(DataInput in, int version) throws IOException {
    IncidentPage page =
        new IncidentPage(
            IncidentPage.Action.valueOf(Bytes.text(in)),
            Bytes.text(in),
            Bytes.text(in),
            level(in),
            in.readInt(),
            Bytes.text(in),
            entity(in),
            in.readLong(),
            in.readLong(),
            Bytes.list(Bytes::text, in),
            Bytes.optional(Bytes::text, in),
            version > 1 ? Bytes.list(Bytes::text, in) : List.of());
    return new Paged(page, in.readLong(), Bytes.optional(DataInput::readLong, in));
  }

  private static void time(@Nullable Long time, DataOutput out) throws IOException {
    Bytes.optional(time, (value, to) -> to.writeLong(value), out);
  }

  private static void level(Level level, DataOutput out) throws IOException {
    Bytes.text(level.name(), out);
  }

  private static Level level(DataInput in) throws IOException {
    return Level.valueOf(Bytes.text(in));
  }
}
