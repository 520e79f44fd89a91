package dev.redthread.cli;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.normalize.Explanation;
import java.time.Instant;
import java.util.List;

/** What became of a record, as text for a terminal. */
final class ExplanationText {
  private static final int WIDEST = 60;
  private static final String NOTHING = "-";

  private ExplanationText() {}

  static String of(Explanation explanation, Origin origin) {
    String place = origin.log() + ":" + origin.position() + ": ";
    if (explanation instanceof Explanation.OfEvent event) {
      return place + event(event);
    }
    DeadLetter letter = ((Explanation.OfDeadLetter) explanation).letter();
    return place
        + "dead letter "
        + letter.reason()
        + (letter.source().isEmpty() ? "" : " of " + letter.source())
        + ": "
        + Printable.of(letter.detail())
        + "\n\n";
  }

  private static String event(Explanation.OfEvent explained) {
    Event event = explained.event();
    TextTable table = new TextTable(WIDEST, List.of("FIELD", "VALUE", "FROM"));
    table.add(
        List.of("time", Instant.ofEpochMilli(event.eventTime()).toString(), explained.time()));
    table.add(List.of("id", event.id(), explained.id()));
    table.add(
        List.of(
            "activity",
            event.activity() == null ? NOTHING : event.activity().id(),
            explained.activity()));
    Value person = event.field(Event.PERSON);
    table.add(List.of("person", person == null ? NOTHING : person.text(), explained.person()));
    explained
        .says()
        .forEach(
            said ->
                table.add(
                    List.of(
                        "link",
                        said.name() + " is " + said.person(),
                        "the record says whose a " + said.namespace() + " is")));
    explained
        .fields()
        .forEach(field -> table.add(List.of(field.name(), field.value(), field.origin())));
    explained
        .refused()
        .forEach(field -> table.add(List.of(field.name(), NOTHING, "refused: " + field.origin())));
    StringBuilder text = new StringBuilder("event of ").append(event.source()).append('\n');
    text.append(table.render());
    if (!explained.ignored().isEmpty()) {
      text.append("ignored:\n");
      explained
          .ignored()
          .forEach(leaf -> text.append("  ").append(Printable.of(leaf)).append('\n'));
    }
    return text.append('\n').toString();
  }
}
