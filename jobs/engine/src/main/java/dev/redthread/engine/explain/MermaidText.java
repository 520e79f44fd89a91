package dev.redthread.engine.explain;

import dev.redthread.engine.explain.Automaton.Transition;

/** An automaton as a state diagram of Mermaid. */
public final class MermaidText {
  private MermaidText() {}

  /** The diagram, each line ended by a line feed. */
  public static String of(Automaton automaton) {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n  direction LR\n");
    int last = automaton.states().size() - 1;
    for (int i = 0; i <= last; i++) {
      text.append("  state \"").append(plain(automaton.states().get(i))).append("\" as s");
      text.append(i).append('\n');
    }
    text.append("  [*] --> s0\n");
    for (Transition transition : automaton.transitions()) {
      text.append("  s").append(transition.from()).append(" --> s").append(transition.to());
      text.append(": ").append(plain(transition.label())).append('\n');
    }
    text.append("  s").append(last).append(" --> [*]\n");
    if (!automaton.notes().isEmpty()) {
      text.append("  note right of s").append(last).append('\n');
      automaton.notes().forEach(note -> text.append("    ").append(plain(note)).append('\n'));
      text.append("  end note\n");
    }
    return text.toString();
  }

  /** What has a meaning of its own in Mermaid is written as an entity. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                plain.append(' ');
              } else if (";#\"<>{}&\\".indexOf(point) >= 0) {
                plain.append('#').append(point).append(';');
              } else {
                plain.appendCodePoint(point);
              }
            });
    return plain.toString();
  }
}
