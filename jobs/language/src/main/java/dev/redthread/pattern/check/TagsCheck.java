package dev.redthread.pattern.check;

import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Head;

/** Warns of what is serious and says of no technique or tactic that it shows one. */
public final class TagsCheck {
  private final Diagnostics diagnostics;

  public TagsCheck(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param head of what raises findings
   */
  public void check(Head head) {
    Level level = head.level();
    boolean serious = level == Level.HIGH || level == Level.CRITICAL;
    if (level != null
        && serious
        && head.tags().stream().noneMatch(tag -> tag.startsWith("attack."))) {
      diagnostics.warn(
          Code.MISSING_TAG,
          head.place(),
          "what is `" + level.id() + "` should name what of ATT&CK it shows",
          "tags: [attack.initial-access, attack.t1078.004]");
    }
  }
}
