package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.PartialChain;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the best chain of a completing event that keeps away from some events. */
public interface ChainFinder extends Matcher {

  /**
   * The best of the chains that use none of some events and begin no earlier than a time.
   *
   * @param index the place of the completing event
   */
  Optional<Found> find(Timeline timeline, int index, Set<EventKey> barred, long earliest);

  /**
   * A chain.
   *
   * @param anchors the events at which its mandatory steps are filled
   * @param from the chain under an earlier key that it goes on from, which is its beginning
   */
  record Found(Completion completion, List<EventKey> anchors, @Nullable PartialChain from) {
    public Found {
      anchors = List.copyOf(anchors);
    }
  }
}
