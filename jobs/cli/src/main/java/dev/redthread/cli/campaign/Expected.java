package dev.redthread.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a campaign must lead to, and nothing else.
 *
 * @param findings every finding that is open at the end
 * @param quiet what must lead to none
 */
public record Expected(List<ExpectedFinding> findings, List<Quiet> quiet) {

  public Expected {
    findings = List.copyOf(findings);
    quiet = List.copyOf(quiet);
  }

  /**
   * A finding that must be open at the end.
   *
   * @param about for people
   * @param pattern the pattern's id
   * @param field the field it is grouped by
   * @param value that field's value
   * @param chain its whole chain, in order
   */
  public record ExpectedFinding(
      String about, String pattern, String field, String value, List<Link> chain) {
    public ExpectedFinding {
      chain = List.copyOf(chain);
    }
  }

  /** A step and the native id of an event that fills it. */
  public record Link(String step, String event) {}

  /** Somebody or something that stays without finding, and why it comes close. */
  public record Quiet(String value, String about) {}

  /** Reads {@code expected.yml}. */
  static Expected load(Path file) throws IOException {
    YamlFields fields = YamlFields.read(Files.readString(file), file.toString());
    return new Expected(
        fields.list("findings").stream().map(Expected::finding).toList(),
        fields.list("quiet").stream()
            .map(quiet -> new Quiet(quiet.text("value"), quiet.text("about")))
            .toList());
  }

  private static ExpectedFinding finding(YamlFields fields) {
    return new ExpectedFinding(
        fields.text("about"),
        fields.text("pattern"),
        fields.text("field"),
        fields.text("value"),
        fields.list("chain").stream()
            .map(link -> new Link(link.text("step"), link.text("event")))
            .toList());
  }
}
