package dev.redthread.cli.campaign;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The ordinary traffic of a company, written as a recorded log in the order in which it was
 * received.
 *
 * <p>It is made from people's habits: where they sit, what they work on, how often they mistype,
 * travel, change phones, forget passwords, export. What a pattern looks for plays no part.
 *
 * <p><i>Cost:</i> for 200 people and a week some 40,000 records, 60 MB and a few seconds; what is
 * kept in memory is the plan, not the records.
 */
public final class BackgroundWeek {
  private BackgroundWeek() {}

  /** What was written. */
  public record Written(long records, long bytes) {}

  /** Writes the week of these parameters; the same parameters write the same bytes. */
  public static Written write(Background background, Path out) throws IOException {
    Company company = Company.of(background);
    Plan plan = new Plan();
    PersonalWeek week = new PersonalWeek(company, plan);
    for (Person person : company.people()) {
      week.plan(person, background);
    }
    List<Plan.Entry> entries = plan.inReceivedOrder();
    try (BufferedWriter writer = Files.newBufferedWriter(out)) {
      for (Plan.Entry entry : entries) {
        writer.write(entry.record().line());
        writer.write('\n');
      }
    }
    return new Written(entries.size(), Files.size(out));
  }
}
