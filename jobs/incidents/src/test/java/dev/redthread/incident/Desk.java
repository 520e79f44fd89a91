package dev.redthread.incident;

import dev.redthread.engine.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an index and a pager would show of one entity: drives an {@link IncidentBook}, passes its
 * state through its bytes after every step and checks what each step says.
 */
final class Desk {

  final Map<String, Incident> index = new LinkedHashMap<>();
  final List<IncidentPage> pages = new ArrayList<>();
  final Map<String, IncidentPage> pager = new LinkedHashMap<>();
  @Nullable IncidentState state;
  List<Incident> changed = List.of();

  private final IncidentSettings settings;
  private final IncidentBook book;
  private long receivedClock = Story.NOON;

  Desk() {
    this(IncidentSettings.DEFAULT);
  }

  Desk(IncidentSettings settings) {
    this.settings = settings;
    this.book =
        new IncidentBook(
            settings, Clock.fixed(Instant.ofEpochMilli(Story.hours(200)), ZoneOffset.UTC));
  }

  Desk take(Story... findings) {
    for (Story finding : findings) {
      take(finding.build());
    }
    return this;
  }

  void take(Finding finding) {
    accept(book.onFinding(state, finding, receivedClock));
  }

  /** Takes a finding in that may not page. */
  void takeSuppressed(Finding finding, long until) {
    accept(book.onFinding(state, finding, until, receivedClock));
  }

  Desk clock(long newReceivedClock) {
    receivedClock = newReceivedClock;
    if (state != null) {
      accept(book.onClock(state, receivedClock));
    }
    return this;
  }

  long wakeUp() {
    return book.wakeUp(Objects.requireNonNull(state));
  }

  /** An incident of Jane by the finding that gave it its id. */
  Incident shown(String finding) {
    return Objects.requireNonNull(index.get(StableId.of("person", Story.JANE, finding)));
  }

  int keptFindings() {
    return state == null ? 0 : state.findings().size();
  }

  List<Incident> open() {
    return index.values().stream()
        .filter(incident -> incident.status() == Incident.Status.OPEN)
        .sorted(Comparator.comparing(Incident::id))
        .toList();
  }

  List<String> actions() {
    return pages.stream().map(page -> page.action().id()).toList();
  }

  List<String> openPages() {
    return pager.values().stream()
        .filter(page -> page.action() != IncidentPage.Action.RESOLVE)
        .map(IncidentPage::dedupKey)
        .toList();
  }

  private void accept(IncidentUpdate update) {
    changed = update.incidents();
    for (Incident incident : changed) {
      Incident before = index.put(incident.id(), incident);
      if (before != null
          && (incident.version() <= before.version()
              || incident.revision() != before.revision() + 1)) {
        throw new AssertionError("a revision that would not win: " + before + " " + incident);
      }
    }
    for (IncidentPage page : update.pages()) {
      IncidentPage before = pager.put(page.dedupKey(), page);
      boolean wasOpen = before != null && before.action() != IncidentPage.Action.RESOLVE;
      if (wasOpen == (page.action() == IncidentPage.Action.TRIGGER)) {
        throw new AssertionError("a page that does not follow: " + before + " " + page);
      }
      pages.add(page);
    }
    state = update.state() == null ? null : throughBytes(update.state());
    if (state != null && state.findings().size() > settings.mostFindings()) {
      throw new AssertionError("over the budget: " + state.findings().size());
    }
  }

  static IncidentState throughBytes(IncidentState state) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      IncidentStateCodec codec = new IncidentStateCodec();
      codec.write(state, new DataOutputStream(bytes));
      IncidentState read =
          codec.read(
              new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), codec.version());
      if (!read.equals(state)) {
        throw new AssertionError("changed by its bytes: " + state + " " + read);
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
