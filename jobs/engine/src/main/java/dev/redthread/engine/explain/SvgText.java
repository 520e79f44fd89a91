package dev.redthread.engine.explain;

import dev.redthread.engine.explain.Automaton.Transition;
import java.util.List;

/** An automaton as an SVG image: states from left to right, what else must hold below. */
public final class SvgText {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 44;
  private static final int TOP = 110;
  private static final int LETTER = 7;
  private static final int LINE = 18;

  private final Automaton automaton;
  private final StringBuilder svg = new StringBuilder();
  private final int gap;

  private SvgText(Automaton automaton) {
    this.automaton = automaton;
    int longest =
        automaton.transitions().stream()
            .filter(transition -> transition.to() != transition.from())
            .mapToInt(transition -> transition.label().length())
            .max()
            .orElse(0);
    gap = Math.max(60, longest * LETTER + 30);
  }

  /** The image as a document of its own. */
  public static String of(Automaton automaton) {
    return new SvgText(automaton).draw();
  }

  private String draw() {
    List<String> states = automaton.states();
    int notes = automaton.notes().stream().mapToInt(String::length).max().orElse(0) * LETTER + 40;
    int width = Math.max(notes, left(states.size() - 1) + WIDTH + 20);
    width = Math.max(width, automaton.title().length() * (LETTER + 2) + 40);
    int height = TOP + HEIGHT + 60 + automaton.notes().size() * LINE;
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height);
    svg.append("\" viewBox=\"0 0 " + width + " " + height + "\" font-family=\"sans-serif\"");
    svg.append(" font-size=\"12\">\n  <title>").append(escaped(automaton.title()));
    svg.append("</title>\n  <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\"");
    svg.append(" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">");
    svg.append("<path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    svg.append("  <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(20, 30, "start", automaton.title(), 16);
    for (int i = 0; i < states.size(); i++) {
      state(i, states.get(i));
    }
    int[] loops = new int[states.size()];
    for (Transition transition : automaton.transitions()) {
      if (transition.from() == transition.to()) {
        loop(transition, loops[transition.from()]++);
      } else {
        arrow(transition);
      }
    }
    int y = TOP + HEIGHT + 50;
    for (String note : automaton.notes()) {
      text(20, y, "start", note, 12);
      y += LINE;
    }
    return svg.append("</svg>\n").toString();
  }

  private int left(int state) {
    return 20 + state * (WIDTH + gap);
  }

  private void state(int place, String name) {
    boolean end = place == automaton.states().size() - 1;
    svg.append("  <rect x=\"" + left(place) + "\" y=\"" + TOP + "\" width=\"" + WIDTH);
    svg.append("\" height=\"" + HEIGHT + "\" rx=\"10\" fill=\"" + (end ? "#f4d9d9" : "#eef2f7"));
    svg.append("\" stroke=\"black\" stroke-width=\"" + (end ? 2 : 1) + "\"/>\n");
    text(left(place) + WIDTH / 2, TOP + HEIGHT / 2 + 4, "middle", name, 12);
  }

  private void loop(Transition transition, int nth) {
    int x = left(transition.from()) + WIDTH / 2;
    int high = TOP - 34 - nth * 16;
    svg.append("  <path d=\"M" + (x - 20) + " " + TOP + "C" + (x - 30) + " " + high + " ");
    svg.append((x + 30) + " " + high + " " + (x + 20) + " " + TOP);
    svg.append("\" fill=\"none\" stroke=\"black\" marker-end=\"url(#arrow)\"/>\n");
    text(x, high + 4, "middle", transition.label(), 12);
  }

  private void arrow(Transition transition) {
    boolean next = transition.to() == transition.from() + 1;
    boolean ahead = transition.to() > transition.from();
    int from = left(transition.from()) + (ahead ? WIDTH : 0);
    int to = left(transition.to()) + (ahead ? 0 : WIDTH);
    int y = TOP + HEIGHT / 2;
    int bend = next ? y : TOP + HEIGHT + 40;
    svg.append("  <path d=\"M" + from + " " + y + "Q" + (from + to) / 2 + " " + bend + " ");
    svg.append(to + " " + y + "\" fill=\"none\" stroke=\"black\" marker-end=\"url(#arrow)\"/>\n");
    text((from + to) / 2, next ? y - 6 : bend - 8, "middle", transition.label(), 12);
  }

  private void text(int x, int y, String anchor, String text, int size) {
    svg.append("  <text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor);
    svg.append("\" font-size=\"" + size + "\">").append(escaped(text)).append("</text>\n");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              boolean allowed =
                  (point >= 0x20 && point < 0xD800)
                      || (point >= 0xE000 && point <= 0xFFFD)
                      || point >= 0x10000;
              switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowed ? point : 0xFFFD);
              }
            });
    return escaped.toString();
  }
}
