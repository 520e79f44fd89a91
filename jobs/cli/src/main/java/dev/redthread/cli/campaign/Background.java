package dev.redthread.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What a background week is made from; the same values give the same bytes.
 *
 * @param seed of all its chance
 * @param people how many work there
 * @param from the first day
 * @param until the last day, included
 * @param domain the company's mail domain
 * @param company which company, as that decides on its logs
 */
public record Background(
    long seed, int people, LocalDate from, LocalDate until, String domain, Company.Kind company) {

  public Background {
    if (people < 1 || until.isBefore(from)) {
      throw new IllegalArgumentException(people + " people from " + from + " until " + until);
    }
  }

  /** Reads {@code background.yml}. */
  static Background load(Path file) throws IOException {
    YamlFields fields = YamlFields.read(Files.readString(file), file.toString());
    return new Background(
        Long.parseLong(fields.text("seed")),
        Integer.parseInt(fields.text("people")),
        LocalDate.parse(fields.text("from")),
        LocalDate.parse(fields.text("until")),
        fields.text("domain"),
        Company.Kind.valueOf(fields.text("company").toUpperCase(Locale.ROOT)));
  }
}
