package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.incident.Incident;
import dev.redthread.incident.IncidentBook;
import dev.redthread.incident.IncidentPage;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.incident.IncidentState;
import dev.redthread.incident.IncidentUpdate;
import dev.redthread.incident.document.PageDocument;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.Uids;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Joins the findings of one entity into incidents. Keyed by {@link EntityFinding#key()}.
 *
 * <p>Leaves: documents of the incidents that changed; beside them, pages.
 */
public final class Correlate extends KeyedProcessFunction<String, EntityFinding, Document> {
  private static final long serialVersionUID = 1;

  public static final OutputTag<Page> PAGES = new OutputTag<>("pages", WireTypes.PAGE);

  /** The received clock without anything else: nothing is ever put out here. */
  public static final OutputTag<Document> CLOCK = new OutputTag<>("clock", WireTypes.DOCUMENT);

  static final ValueStateDescriptor<IncidentState> INCIDENTS =
      new ValueStateDescriptor<>(Uids.INCIDENTS, WireTypes.INCIDENT_STATE);

  private final IncidentSettings settings;
  private final Documents documents;

  private transient @Nullable Task task;

  public Correlate(IncidentSettings settings, Documents documents) {
    this.settings = settings;
    this.documents = documents;
  }

  @Override
  public void open(OpenContext context) {
    TaskClock clock = new TaskClock();
    task =
        new Task(
            new IncidentBook(settings, clock),
            clock,
            new KeyedCell<>(getRuntimeContext().getState(INCIDENTS)),
            new WakeUp(getRuntimeContext()),
            documents);
  }

  private Task task() {
    return Objects.requireNonNull(task, "open was not called");
  }

  @Override
  public void processElement(EntityFinding finding, Context context, Collector<Document> out) {
    task().onFinding(finding, context, out);
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Document> out) {
    task().onClock(timer, context, out);
  }

  /** What one task does with the state of the current entity. */
  private record Task(
      IncidentBook book,
      TaskClock clock,
      KeyedCell<IncidentState> incidents,
      WakeUp wakeUp,
      Documents documents) {

    void onFinding(
        EntityFinding arrived,
        KeyedProcessFunction<String, EntityFinding, Document>.Context context,
        Collector<Document> out) {
      IncidentState known = incidents.get();
      if (arrived.left() && known == null) {
        return;
      }
      TimerService timers = context.timerService();
      clock.set(timers);
      Finding finding = arrived.left() ? withdrawn(arrived.finding()) : arrived.finding();
      take(
          book.onFinding(known, finding, arrived.suppressedUntil(), timers.currentWatermark()),
          context,
          out);
    }

    void onClock(
        long timer,
        KeyedProcessFunction<String, EntityFinding, Document>.Context context,
        Collector<Document> out) {
      IncidentState known = incidents.get();
      if (!wakeUp.isDue(timer) || known == null) {
        return;
      }
      clock.set(context.timerService());
      take(book.onClock(known, context.timerService().currentWatermark()), context, out);
    }

    private void take(
        IncidentUpdate update,
        KeyedProcessFunction<String, EntityFinding, Document>.Context context,
        Collector<Document> out) {
      for (Incident incident : update.incidents()) {
        out.collect(documents.of(incident));
      }
      for (IncidentPage page : update.pages()) {
        context.output(PAGES, new Page(page.dedupKey(), PageDocument.json(page)));
      }
      IncidentState state = update.state();
      if (state == null) {
        incidents.clear();
      } else {
        incidents.put(state);
        wakeUp.by(book.wakeUp(state), context.timerService());
      }
    }

    /** For this entity the finding holds no more; for another it does. */
    private static Finding withdrawn(Finding finding) {
      return new Finding(
          finding.id(),
          finding.revision(),
          finding.version(),
          Finding.Status.WITHDRAWN,
          null,
          finding.settlesAt(),
          finding.pattern(),
          finding.group(),
          finding.first(),
          finding.last(),
          finding.detected(),
          finding.ingested(),
          finding.truncated(),
          finding.chain(),
          finding.events(),
          finding.eventCount(),
          finding.risk(),
          finding.eventCountIsLowerBound(),
          finding.completeSince());
    }
  }
}
