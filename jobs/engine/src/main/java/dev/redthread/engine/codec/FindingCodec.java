package dev.redthread.engine.codec;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.event.Codec;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Suppression;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Finding}. */
public final class FindingCodec implements Codec<Finding> {

  @Override
  public int version() {
    return 5;
  }

  @Override
  public void write(Finding finding, DataOutput out) throws IOException {
    Wire.writeText(finding.id(), out);
    out.writeInt(finding.revision());
    out.writeLong(finding.version());
    Wire.writeText(finding.status().name(), out);
    Wire.writeAbsentOr(finding.into(), Wire::writeText, out);
    Wire.writeAbsentOr(finding.settlesAt(), (time, to) -> to.writeLong(time), out);
    writePattern(finding.pattern(), out);
    Wire.writeList(finding.group(), FindingCodec::writeGroup, out);
    out.writeLong(finding.first());
    out.writeLong(finding.last());
    out.writeLong(finding.detected());
    out.writeLong(finding.ingested());
    out.writeBoolean(finding.truncated());
    Wire.writeList(finding.chain(), FindingCodec::writeLink, out);
    Wire.writeList(finding.events(), Wire::writeText, out);
    out.writeInt(finding.eventCount());
    out.writeInt(finding.risk());
    out.writeBoolean(finding.eventCountIsLowerBound());
    Wire.writeAbsentOr(finding.completeSince(), (time, to) -> to.writeLong(time), out);
    Wire.writeAbsentOr(finding.pattern().response().owner(), Wire::writeText, out);
    Wire.writeText(finding.pattern().response().paging().name(), out);
    Wire.writeAbsentOr(
        finding.pattern().response().suppression(), FindingCodec::writeSuppression, out);
  }

  @Override
  public Finding read(DataInput in, int version) throws IOException {
    Finding finding = finding(in, version);
    return version > 3 ? finding.answeredBy(response(in, version)) : finding;
  }

  private static Response response(DataInput in, int version) throws IOException {
    return new Response(
        Wire.readAbsentOr(Wire::readText, in),
        Paging.valueOf(Wire.readText(in)),
        version > 4 ? Wire.readAbsentOr(FindingCodec::readSuppression, in) : null);
  }

  private static void writeSuppression(Suppression suppression, DataOutput out) throws IOException {
    out.writeLong(suppression.period());
    Wire.writeList(suppression.by(), Wire::writeText, out);
  }

  private static Suppression readSuppression(DataInput in) throws IOException {
    return new Suppression(in.readLong(), Wire.readList(Wire::readText, in));
  }

  private static Finding finding(DataInput in, int version) throws IOException {
    return new Finding(
        Wire.readText(in),
        in.readInt(),
        in.readLong(),
        Finding.Status.valueOf(Wire.readText(in)),
        Wire.readAbsentOr(Wire::readText, in),
        Wire.readAbsentOr(DataInput::readLong, in),
        readPattern(in),
        Wire.readList(FindingCodec::readGroup, in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        Wire.readList(FindingCodec::readLink, in),
        Wire.readList(Wire::readText, in),
        in.readInt(),
        in.readInt(),
        version > 1 && in.readBoolean(),
        version > 2 ? Wire.readAbsentOr(DataInput::readLong, in) : null);
  }

  static void writePattern(PatternRef pattern, DataOutput out) throws IOException {
    Wire.writeText(pattern.id(), out);
    Wire.writeText(pattern.title(), out);
    Wire.writeText(pattern.level().name(), out);
    Wire.writeList(pattern.tags(), Wire::writeText, out);
    out.writeBoolean(pattern.shadow());
    Wire.writeAbsentOr(pattern.runbook(), Wire::writeText, out);
  }

  static PatternRef readPattern(DataInput in) throws IOException {
    return new PatternRef(
        Wire.readText(in),
        Wire.readText(in),
        Level.valueOf(Wire.readText(in)),
        Wire.readList(Wire::readText, in),
        in.readBoolean(),
        Wire.readAbsentOr(Wire::readText, in));
  }

  static void writeGroup(GroupValue value, DataOutput out) throws IOException {
    Wire.writeText(value.field(), out);
    Wire.writeText(value.value(), out);
  }

  static GroupValue readGroup(DataInput in) throws IOException {
    return new GroupValue(Wire.readSharedText(in), Wire.readSharedText(in));
  }

  private static void writeLink(Link link, DataOutput out) throws IOException {
    Wire.writeText(link.step(), out);
    NestedEvent.write(link.event(), out);
  }

  private static Link readLink(DataInput in) throws IOException {
    return new Link(Wire.readText(in), NestedEvent.read(in));
  }
}
