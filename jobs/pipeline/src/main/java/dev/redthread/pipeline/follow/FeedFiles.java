package dev.redthread.pipeline.follow;

import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.source.LogDecoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one feed: which it knows, and which have something to read.
 *
 * <p><i>Thread safety:</i> none.
 */
final class FeedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FeedFiles.class);

  /** How long a file that is not there any more is remembered, should it come back packed. */
  private static final long REMEMBERED_MILLIS = 24 * 60 * 60 * 1000L;

  /** How many files that are not there any more are remembered. */
  private static final int MOST_REMEMBERED = 10_000;

  /** How long a file that does not grow is held open. */
  private static final long OPEN_MILLIS = 5 * 60 * 1000L;

  /** How many files are held open. */
  private static final int MOST_OPEN = 200;

  private final FollowedFeed feed;
  private final LogDecoding decoding;
  private final FollowMeter meter;
  private final Rotation rotation = new Rotation();
  private final Map<Integer, FollowedFile> files = new LinkedHashMap<>();
  private final Set<Integer> missed = new HashSet<>();
  private final Set<String> complained = new HashSet<>();
  private final Set<FollowedFile> open = new LinkedHashSet<>();
  private final Deque<FollowedFile> toRead = new ArrayDeque<>();
  private int next;
  private long at;

  FeedFiles(FollowedFeed feed, LogDecoding decoding, FeedPlaces places, FollowMeter meter) {
    this.feed = feed;
    this.decoding = decoding;
    this.meter = meter;
    next = places.next();
    for (Place place : places.places()) {
      files.put(place.number(), new FollowedFile(feed.name(), decoding, place));
    }
  }

  FeedPlaces places() {
    return new FeedPlaces(feed.name(), next, known());
  }

  /** Takes what a look found. */
  void look(List<FoundFile> found, long time) {
    at = time;
    complained.retainAll(found.stream().map(file -> file.path().toString()).toList());
    List<FoundFile> outside = renamed(found);
    List<FoundFile> all = new ArrayList<>(found);
    all.addAll(outside);
    Rotation.Outcome outcome = rotation.of(known(), all, at);
    // What no glob matches may go on. The key of a removed file may be that of any other by now.
    outcome.fresh().removeAll(outside);
    outcome.unreadable().forEach((file, why) -> complain(file.path().toString(), why));
    outcome.replaced().forEach(place -> byNumber(place.number()).close());
    Map<Integer, FoundFile> going = new HashMap<>();
    outcome.going().forEach((place, file) -> going.put(place.number(), file));
    boolean undrained =
        files.values().stream()
            .anyMatch(file -> file.isThere() && !going.containsKey(file.number()));
    List<FollowedFile> reading = new ArrayList<>();
    for (FollowedFile file : files.values()) {
      FoundFile as = going.get(file.number());
      boolean more = as == null ? file.gone(at) : file.found(as, at);
      if (more || (as != null && missed.contains(file.number()))) {
        reading.add(file);
      }
    }
    for (FoundFile file : outcome.fresh()) {
      if (file.packed() && undrained) {
        continue; // It may be what is read to its end now, and is known by that at the next look.
      }
      FollowedFile fresh = new FollowedFile(feed.name(), decoding, Place.start(next, file, at));
      files.put(next++, fresh);
      if (fresh.found(file, at)) {
        reading.add(fresh);
      }
    }
    reading.sort(
        Comparator.comparingLong(FollowedFile::written).thenComparingInt(FollowedFile::number));
    toRead.clear();
    toRead.addAll(reading);
    letGo();
    meter.looked(found.size(), behind(), complained.size());
  }

  private List<Place> known() {
    return files.values().stream().map(FollowedFile::place).toList();
  }

  private FollowedFile byNumber(int number) {
    return Objects.requireNonNull(files.get(number));
  }

  /** What files are called that no glob matches any more; each is looked for once. */
  private List<FoundFile> renamed(List<FoundFile> found) {
    Set<String> keys = found.stream().map(FoundFile::key).collect(Collectors.toSet());
    Map<Path, Map<String, FoundFile>> folders = new HashMap<>();
    List<FoundFile> renamed = new ArrayList<>();
    for (FollowedFile file : files.values()) {
      if (keys.contains(file.key())) {
        missed.remove(file.number());
      } else if (missed.add(file.number())) {
        Path folder = Objects.requireNonNull(Path.of(file.path()).getParent());
        FoundFile as = folders.computeIfAbsent(folder, this::byKey).get(file.key());
        if (as != null) {
          renamed.add(as);
        }
      }
    }
    return renamed;
  }

  private Map<String, FoundFile> byKey(Path folder) {
    try {
      return FollowedFeed.byKey(folder);
    } catch (IOException | UncheckedIOException cannot) {
      complain(folder.toString(), cannot);
      return Map.of();
    }
  }

  /** Closes what does not grow, and forgets what went long ago. */
  private void letGo() {
    open.removeIf(
        file -> {
          if (at - file.grown() > OPEN_MILLIS) {
            file.close();
          }
          return !file.open();
        });
    List<FollowedFile> gone =
        files.values().stream()
            .filter(file -> file.lastFound() != at && !file.open())
            .sorted(Comparator.comparingLong(FollowedFile::lastFound).reversed())
            .toList();
    for (int i = 0; i < gone.size(); i++) {
      if (i >= MOST_REMEMBERED || at - gone.get(i).lastFound() > REMEMBERED_MILLIS) {
        files.remove(gone.get(i).number());
        missed.remove(gone.get(i).number());
      }
    }
  }

  /**
   * The next record of any of its files, or null when all was read that the look found.
   *
   * @param after it is received later than this, in milliseconds since 1970 UTC
   * @param now the wall clock
   */
  @Nullable Delivered next(long after, long now) {
    FollowedFile file = toRead.peek();
    while (file != null) {
      try {
        Delivered delivered = file.next(after, now);
        if (delivered != null) {
          meter.delivered();
          return delivered;
        }
        complained.remove(file.path());
        hold(file);
      } catch (IOException unreadable) {
        complain(file.path(), unreadable);
      }
      toRead.remove();
      file = toRead.peek();
    }
    return null;
  }

  private void hold(FollowedFile file) {
    open.remove(file);
    open.add(file);
    if (open.size() > MOST_OPEN) {
      FollowedFile eldest = open.iterator().next();
      eldest.close();
      open.remove(eldest);
    }
  }

  private void complain(String path, Exception why) {
    if (complained.add(path)) {
      LOG.warn("{} of {} cannot be read now, trying again", path, feed.name(), why);
    }
  }

  private long behind() {
    return files.values().stream().mapToLong(FollowedFile::behind).sum();
  }

  void close() {
    files.values().forEach(FollowedFile::close);
  }
}
