package dev.redthread.pipeline.follow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a look are those that were read before: renamed, copied and truncated, or packed
 * by whoever rotates logs.
 *
 * <p>A file goes on where the file system knows it by the same key, which may be given anew, and it
 * holds what was read of it. Else it is another one, and goes on for a known one that is not there
 * any more when it holds what was read of that. The copy of a known file that is still there may be
 * one that is about to be truncated, so it is left for a while.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Rotation {
  /** How long a packed file must have been left alone, and a copy be there. */
  static final long SETTLED_MILLIS = 10_000;

  private final Map<String, Long> copies = new HashMap<>();

  /**
   * What became of known files.
   *
   * @param going on, each as what it was found as
   * @param fresh files that are new
   * @param replaced known files in whose place another text stands
   * @param unreadable files that nothing can be said of, with the reason
   */
  record Outcome(
      Map<Place, FoundFile> going,
      List<FoundFile> fresh,
      Set<Place> replaced,
      Map<FoundFile, IOException> unreadable) {

    Outcome() {
      this(new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
    }
  }

  /**
   * Tells known files and found files together.
   *
   * @param at the time of the look
   */
  Outcome of(List<Place> known, List<FoundFile> found, long at) {
    Outcome outcome = new Outcome();
    Map<String, Place> byKey = new HashMap<>();
    known.stream()
        .sorted(Comparator.comparingLong(Place::lastFound).thenComparingInt(Place::number))
        .forEach(place -> byKey.put(place.key(), place));
    List<FoundFile> others = new ArrayList<>();
    Set<String> keys = new LinkedHashSet<>();
    for (FoundFile file : found) {
      if (keys.add(file.key()) && !(file.packed() && at - file.modified() < SETTLED_MILLIS)) {
        goesOn(byKey.get(file.key()), file, others, outcome);
      }
    }
    copies.keySet().retainAll(keys);
    others(known, byKey, others, at, outcome);
    return outcome;
  }

  private static void goesOn(
      @Nullable Place place, FoundFile file, List<FoundFile> others, Outcome outcome) {
    if (place == null) {
      others.add(file);
      return;
    }
    try {
      if (place.stands(file) || (place.mark().isEnough() && place.goesOnIn(file))) {
        outcome.going().put(place, file);
      } else {
        others.add(file);
      }
    } catch (IOException unreadable) {
      outcome.unreadable().put(file, unreadable);
      outcome.going().put(place, file);
    }
  }

  private void others(
      List<Place> known,
      Map<String, Place> byKey,
      List<FoundFile> others,
      long at,
      Outcome outcome) {
    if (others.isEmpty()) {
      return;
    }
    Heads heads = Heads.of(known);
    Map<FoundFile, List<Place>> alike = new LinkedHashMap<>();
    for (FoundFile file : others) {
      try {
        List<Place> places = heads.alike(file);
        Place own = byKey.get(file.key());
        if (own != null
            && !saysNothing(own, file)
            && own.goesOnIn(file)
            && !anyLonger(places, own, outcome)) {
          outcome.going().put(own, file);
        } else {
          alike.put(file, places);
        }
      } catch (IOException unreadable) {
        outcome.unreadable().put(file, unreadable);
      }
    }
    alike.forEach((file, places) -> other(places, byKey.get(file.key()), file, at, outcome));
  }

  /**
   * Whether the key is all there is, and was given anew since nobody packs a text that has none.
   */
  private static boolean saysNothing(Place own, FoundFile file) {
    return file.packed() && own.mark().equals(Mark.NONE);
  }

  /** Whether a file that is gone says more of the text than the one that is known by its key. */
  private static boolean anyLonger(List<Place> alike, Place own, Outcome outcome) {
    return alike.stream()
        .anyMatch(place -> place.offset() > own.offset() && !outcome.going().containsKey(place));
  }

  private void other(
      List<Place> alike, @Nullable Place own, FoundFile file, long at, Outcome outcome) {
    if (own != null && !outcome.going().containsKey(own)) {
      outcome.replaced().add(own);
    }
    for (Place place : alike) {
      if (!outcome.going().containsKey(place)) {
        outcome.going().put(place, file);
        return;
      }
    }
    boolean copy = !alike.isEmpty();
    if (!copy || at - copies.computeIfAbsent(file.key(), none -> at) >= SETTLED_MILLIS) {
      outcome.fresh().add(file);
    }
  }

  /**
   * Known files by their first bytes.
   *
   * @param lengths of which there are such
   */
  private record Heads(Map<Mark, List<Place>> places, SortedSet<Integer> lengths) {

    static Heads of(List<Place> known) {
      Map<Mark, List<Place>> places = new HashMap<>();
      SortedSet<Integer> lengths = new TreeSet<>();
      for (Place place : known) {
        if (!place.head().equals(Mark.NONE)) {
          places.computeIfAbsent(place.head(), none -> new ArrayList<>()).add(place);
          lengths.add(place.head().length());
        }
      }
      return new Heads(places, lengths);
    }

    /** Those whose text so far a file begins with, the longest first. */
    List<Place> alike(FoundFile file) throws IOException {
      List<Place> alike = new ArrayList<>();
      for (Mark head : Mark.heads(file.path(), lengths)) {
        for (Place place : places.getOrDefault(head, List.of())) {
          if (place.goesOnIn(file)) {
            alike.add(place);
          }
        }
      }
      alike.sort(Comparator.comparingLong(Place::offset).reversed());
      return alike;
    }
  }
}
