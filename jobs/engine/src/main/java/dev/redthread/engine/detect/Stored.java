package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Completions as they are stored: some lack an event that another says for them. */
final class Stored {
  private final Collection<Completion> completions;
  private final Map<Long, ChainPart> said = new HashMap<>();

  Stored(Collection<Completion> completions) {
    this.completions = completions;
    for (Completion completion : completions) {
      Completion.Slot slot = completion.slot();
      if (slot != null && slot.says()) {
        said.put(slot.number(), completion.beforeLast());
      }
    }
  }

  /** Tells slots which numbers they have. */
  void number(Slots slots) {
    said.forEach((number, shared) -> slots.number(shared, number));
  }

  /** The completion that a stored one stands for. */
  Completion whole(Completion stored) {
    Completion.Slot slot = stored.slot();
    if (slot == null) {
      return stored;
    }
    ChainPart shared = said.get(slot.number());
    if (shared == null) {
      throw new IllegalStateException("stored without what it shares: " + stored.event());
    }
    return stored.whole(shared);
  }

  /**
   * Lets the same rows as before say what others share, and says which are not stored as they would
   * be now.
   */
  List<EventKey> otherwise(Rows rows) {
    List<EventKey> otherwise = new ArrayList<>();
    for (Completion completion : completions) {
      Row row = rows.beginning(completion.event());
      Completion.Slot before = completion.slot();
      if (row != null && row.slot() != null && before != null && before.says()) {
        row.slot().setSaying(row);
      }
    }
    for (Completion completion : completions) {
      Row row = rows.beginning(completion.event());
      boolean shares = completion.slot() != null || (row != null && row.slot() != null);
      if (shares && (row == null || !row.stored().equals(completion))) {
        otherwise.add(completion.event());
      }
    }
    return otherwise;
  }
}
