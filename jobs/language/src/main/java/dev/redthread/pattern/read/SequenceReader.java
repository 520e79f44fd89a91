package dev.redthread.pattern.read;

import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Grouping;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code sequence}. */
final class SequenceReader {
  private final Diagnostics diagnostics;

  SequenceReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable Body read(MapReader document) {
    boolean generate = document.flag("generate");
    YamlNode.Mapping block = document.mapping("sequence").orElse(null);
    if (block == null) {
      return null;
    }
    MapReader map = new MapReader(Block.SEQUENCE, block, diagnostics);
    YamlNode steps = map.required("steps");
    List<Body.Stage> stages =
        steps instanceof YamlNode.Sequence list
            ? new StepReader(diagnostics).read(list)
            : List.of();
    Grouping grouping =
        new GroupingReader(diagnostics)
            .read(
                map,
                stages.stream().flatMap(stage -> stage.key().stream()).map(Word::text).toList());
    map.required("timespan");
    Long timespan = map.duration("timespan");
    generate = map.flag("generate") || generate;
    Place settled = HeadReader.absence(map, diagnostics);
    List<Word> until = map.words("until");
    map.refuse(
        Code.UNKNOWN_KEY,
        "where",
        "a sequence has no key `where`",
        "it belongs to a step, the last of those it compares");
    map.done();
    if (!(steps instanceof YamlNode.Sequence list)) {
      if (steps != null) {
        map.wrongType("steps", steps, "a list");
      }
      return null;
    }
    if (stages.stream().noneMatch(stage -> stage.kind() == Step.Kind.MANDATORY)) {
      diagnostics.error(
          Code.NO_MANDATORY_STEP, list.place(), "a sequence needs a step that is not optional");
    }
    return timespan == null
        ? null
        : new Body.Sequence(
            grouping, stages, timespan, true, until == null ? List.of() : until, settled, generate);
  }
}
