package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What makes completions one finding. */
interface Links {

  /** Takes a row up. */
  void enter(Row row);

  /** Forgets a row. */
  void leave(Row row);

  /** Rows that a completion is tied to, one for each tie. */
  List<Row> of(Completion completion);

  /** What is next to a row, or to something that was next to one: rows, and what ties them. */
  Iterator<?> around(Object tied);

  /** The component whose windows may have an event, where a window decides. */
  Optional<Component> near(EventKey event);
}
