package dev.redthread.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that was measured, as tables for people and as JSON for programs. */
final class Report {
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();

  void add(Measurement measurement) {
    measurements.add(measurement);
  }

  void add(Claim claim) {
    claims.add(claim);
  }

  /** All tables. */
  String text() {
    return measurements.stream()
        .map(Measurement::benchmark)
        .distinct()
        .map(this::text)
        .collect(Collectors.joining("\n"));
  }

  private String text(String benchmark) {
    List<Measurement> shown =
        measurements.stream().filter(each -> each.benchmark().equals(benchmark)).toList();
    Set<String> names = new LinkedHashSet<>();
    shown.forEach(each -> names.addAll(each.figures().keySet()));
    List<String> headings = new ArrayList<>(List.of("case", "contestant"));
    headings.addAll(names);
    TextColumns table = new TextColumns(headings);
    for (Measurement each : shown) {
      List<String> cells = new ArrayList<>(List.of(each.scenario(), each.contestant()));
      for (String name : names) {
        Double figure = each.figures().get(name);
        cells.add(figure == null ? "" : number(figure));
      }
      table.add(cells);
    }
    return benchmark + "\n\n" + table.render() + claims(benchmark);
  }

  private String claims(String benchmark) {
    TextColumns table = new TextColumns(List.of("claim", "aim", "measured", "met"));
    claims.stream()
        .filter(claim -> claim.benchmark().equals(benchmark))
        .forEach(
            claim ->
                table.add(
                    List.of(
                        claim.text(),
                        (claim.atMost() ? "<= " : ">= ") + number(claim.aim()),
                        number(claim.measured()),
                        claim.met() ? "yes" : "no")));
    return "\n" + table.render();
  }

  /** Three digits that count; whole numbers from a thousand on. */
  static String number(double value) {
    if (Math.abs(value) >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3g", value);
  }

  void write(Path file, ObjectNode head) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = head.deepCopy();
    ArrayNode measured = root.putArray("measurements");
    for (Measurement each : measurements) {
      ObjectNode node = measured.addObject();
      node.put("benchmark", each.benchmark());
      node.put("case", each.scenario());
      node.put("contestant", each.contestant());
      ObjectNode figures = node.putObject("figures");
      each.figures().forEach((name, value) -> figures.put(name, round(value)));
    }
    ArrayNode claimed = root.putArray("claims");
    for (Claim each : claims) {
      ObjectNode node = claimed.addObject();
      node.put("benchmark", each.benchmark());
      node.put("claim", each.text());
      node.put(each.atMost() ? "atMost" : "atLeast", each.aim());
      node.put("measured", round(each.measured()));
      node.put("met", each.met());
    }
    Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static double round(double value) {
    return Math.abs(value) >= 1_000 ? Math.rint(value) : Math.rint(value * 1_000) / 1_000;
  }
}
