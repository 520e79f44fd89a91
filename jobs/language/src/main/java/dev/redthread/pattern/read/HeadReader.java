package dev.redthread.pattern.read;

import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Head;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what all kinds of documents have in common. */
final class HeadReader {
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");
  private static final Pattern ATTACK =
      Pattern.compile(
          "attack\\.(?:t[0-9]{4}(?:\\.[0-9]{3})?|(?:g|s|m|ds|a|c|ta)[0-9]{4}|[a-z]+(?:[-_][a-z]+)*)");

  /** As long as findings are remembered beyond their incident, in milliseconds. */
  private static final long LONGEST_SUPPRESSION = 30L * 24 * 3_600_000;

  private final Diagnostics diagnostics;

  HeadReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Head read(MapReader map) {
    map.ignore(Block.METADATA);
    Word title = map.word("title");
    if (title == null && !map.has("title")) {
      diagnostics.error(Code.MISSING_KEY, map.place(), "a document needs `title`");
    }
    return new Head(
        map.place(),
        title == null ? "" : title.text(),
        map.word("id"),
        map.word("name"),
        level(map.word("level")),
        tags(map.words("tags")),
        response(map));
  }

  private @Nullable Level level(@Nullable Word word) {
    if (word == null) {
      return null;
    }
    for (Level level : Level.values()) {
      if (level.id().equals(word.text())) {
        return level;
      }
    }
    List<String> known = Arrays.stream(Level.values()).map(Level::id).toList();
    diagnostics.error(
        Code.UNKNOWN_LEVEL,
        word.place(),
        "`" + word.text() + "` is no level",
        "one of " + String.join(", ", known));
    return null;
  }

  private List<String> tags(@Nullable List<Word> words) {
    if (words == null) {
      return List.of();
    }
    for (Word word : words) {
      String tag = word.text();
      boolean attack = tag.startsWith("attack.");
      if (!TAG.matcher(tag).matches() || (attack && !ATTACK.matcher(tag).matches())) {
        diagnostics.error(
            Code.BAD_TAG,
            word.place(),
            "`" + tag + "` is no tag",
            "lower case, a namespace and a dot: attack.initial-access, attack.t1078.004");
      } else if (attack && !AttackIds.isKnown(tag.substring("attack.".length()))) {
        diagnostics.warn(
            Code.UNKNOWN_TECHNIQUE,
            word.place(),
            "ATT&CK has no `" + tag.substring("attack.".length()) + "`",
            NearestName.hint(
                tag, AttackIds.TACTICS.stream().map(tactic -> "attack." + tactic).toList()));
      }
    }
    return words.stream().map(Word::text).toList();
  }

  private Head.Response response(MapReader document) {
    return document.mapping("redthread").map(this::response).orElse(Head.Response.NONE);
  }

  private Head.Response response(YamlNode.Mapping block) {
    MapReader map = new MapReader(Block.RESPONSE, block, diagnostics);
    OptionalLong risk = map.whole("risk", 0, 100);
    Word runbook = map.word("runbook");
    Word owner = map.word("owner");
    boolean shadow = shadow(map.word("stage"));
    Paging paging = paging(map.word("paging"));
    Head.Suppress suppress = suppress(map, shadow || paging == Paging.NEVER);
    Place settled = absence(map, diagnostics);
    map.done();
    return new Head.Response(
        risk.isPresent() ? (int) risk.getAsLong() : null,
        runbook == null ? null : runbook.text(),
        shadow,
        owner == null ? null : owner.text(),
        paging,
        suppress,
        settled);
  }

  /**
   * @param silent whether the pattern does not page anyway
   */
  private Head.@Nullable Suppress suppress(MapReader response, boolean silent) {
    YamlNode.Mapping block = response.mapping("suppress").orElse(null);
    if (block == null) {
      return null;
    }
    MapReader map = new MapReader(Block.SUPPRESS, block, diagnostics);
    YamlNode asked = map.required("for");
    Long period = map.duration("for");
    List<Word> by = map.words("by");
    map.done();
    if (silent) {
      diagnostics.warn(
          Code.NOTHING_TO_SUPPRESS,
          response.placeOf("suppress"),
          "this pattern does not page, so nothing is suppressed",
          "remove `suppress`, or `stage: shadow` and `paging: never`");
    }
    if (asked == null || period == null) {
      return null;
    }
    if (period > LONGEST_SUPPRESSION) {
      diagnostics.error(
          Code.BAD_DURATION, asked.place(), "pages are suppressed for at most 30 days");
      return null;
    }
    return new Head.Suppress(block.place(), period, by);
  }

  private Paging paging(@Nullable Word word) {
    if (word == null) {
      return Paging.SEVERITY;
    }
    for (Paging paging : Paging.values()) {
      if (paging.id().equals(word.text())) {
        return paging;
      }
    }
    List<String> known = Arrays.stream(Paging.values()).map(Paging::id).toList();
    diagnostics.error(
        Code.BAD_VALUE,
        word.place(),
        "`" + word.text() + "` is no paging policy",
        "one of " + String.join(", ", known));
    return Paging.SEVERITY;
  }

  private boolean shadow(@Nullable Word stage) {
    if (stage != null && !stage.text().equals("shadow") && !stage.text().equals("live")) {
      diagnostics.error(
          Code.BAD_VALUE,
          stage.place(),
          "`" + stage.text() + "` is no stage",
          NearestName.hint(stage.text(), List.of("shadow", "live")));
    }
    return stage != null && stage.text().equals("shadow");
  }

  /** Where {@code absence: settled} asks to wait for deadlines; null when nothing does. */
  static @Nullable Place absence(MapReader map, Diagnostics diagnostics) {
    Word absence = map.word("absence");
    if (absence == null || absence.text().equals("provisional")) {
      return null;
    }
    if (!absence.text().equals("settled")) {
      diagnostics.error(Code.BAD_VALUE, absence.place(), "`absence` is `provisional` or `settled`");
    }
    return absence.place();
  }
}
