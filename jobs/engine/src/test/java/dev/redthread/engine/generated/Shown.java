package dev.redthread.engine.generated;

import dev.redthread.engine.Finding;
import dev.redthread.engine.reference.RefFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be equal between an open finding of the engine and one of the reference: everything but
 * revision, version and the times of detection.
 *
 * @param chain as {@code step source/id@time}
 */
public record Shown(
    String id,
    List<String> group,
    List<String> chain,
    List<String> events,
    int eventCount,
    long first,
    long last,
    @Nullable Long settlesAt,
    int risk) {

  public static Shown of(Finding finding) {
    return new Shown(
        finding.id(),
        finding.group().stream().map(Finding.GroupValue::value).toList(),
        finding.chain().stream()
            .map(
                link ->
                    link(
                        link.step(),
                        link.event().source(),
                        link.event().id(),
                        link.event().eventTime()))
            .toList(),
        finding.events(),
        finding.eventCount(),
        finding.first(),
        finding.last(),
        finding.settlesAt(),
        finding.risk());
  }

  public static Shown of(RefFinding finding, List<String> group) {
    return new Shown(
        finding.id(),
        group,
        finding.chain().stream()
            .map(
                link ->
                    link(
                        link.step(), link.event().source(), link.event().id(), link.event().time()))
            .toList(),
        finding.shown(),
        finding.events().size(),
        finding.first(),
        finding.last(),
        finding.settlesAt(),
        finding.risk());
  }

  /** The same with another risk. */
  public Shown withRisk(int other) {
    return new Shown(id, group, chain, events, eventCount, first, last, settlesAt, other);
  }

  private static String link(String step, String source, String id, long time) {
    return step + " " + source + "/" + id + "@" + time;
  }
}
