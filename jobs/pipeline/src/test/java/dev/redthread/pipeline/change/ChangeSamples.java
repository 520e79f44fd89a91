package dev.redthread.pipeline.change;

import dev.redthread.engine.Decided;
import dev.redthread.pattern.compiled.Fingerprint;
import dev.redthread.pipeline.change.PatternVersion.PatternFile;
import dev.redthread.pipeline.source.UnassignedSerializer;
import dev.redthread.pipeline.state.Sample;
import java.util.List;
import java.util.Map;

/** A value of each format of this package. */
public final class ChangeSamples {
  private ChangeSamples() {}

  public static List<Sample<?>> samples() {
    PatternVersion version =
        new PatternVersion(
            3, 4, List.of(new PatternFile("b.yml", "title: İ"), new PatternFile("a.yml", "")));
    Map<String, Decided> forms =
        Map.of(
            "p", new Decided(new Fingerprint(1, 2, 3), null),
            "q", new Decided(new Fingerprint(-1, -2, -3), 5L));
    WatchPosition position = new WatchPosition(3, "00ff", "ff00");
    return List.of(
        Sample.of("plain", version, new PatternVersionCodec()),
        Sample.of(
            "ofSideFiles",
            new PatternVersion("identities", 3, 4, version.files()),
            new PatternVersionCodec()),
        Sample.of("plain", new InForce(version, forms), new InForceCodec()),
        Sample.of("plain", position, new WatchPositionSerializer()),
        Sample.of(
            "unassigned",
            List.of(position),
            new UnassignedSerializer<>(new WatchPositionSerializer())));
  }
}
