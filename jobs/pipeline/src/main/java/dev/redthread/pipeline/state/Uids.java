package dev.redthread.pipeline.state;

/**
 * The names under which a savepoint keeps things: the uids of operators and the names of their
 * states. A name that was ever released is never given another meaning.
 */
public final class Uids {
  public static final String NORMALISE_AND_SCREEN = "normalise-and-screen";
  public static final String RESOLVE_DEVICE_OWNER = "resolve-device-owner";
  public static final String DETECT = "detect";

  /** Detect of the patterns that have patterns as steps, with the level behind it. */
  public static final String DETECT_LEVEL = "detect-level-";

  /** What goes from one of several inputs to the detect of a level, with both behind it. */
  public static final String CANDIDATES_OF_LEVEL = "candidates-of-level-";

  public static final String CORRELATE = "correlate";
  public static final String FINDING_DOCUMENTS = "finding-documents";
  public static final String DEAD_LETTER_DOCUMENTS = "dead-letter-documents";
  public static final String DOCUMENT_SINK = "documents";
  public static final String PAGE_SINK = "pages";
  public static final String FINDING_SINK = "findings";
  public static final String HOLD_PAGES = "hold-pages";

  /** Detect: see {@code TimelineState}. */
  public static final String EVENTS = "events";

  public static final String COMPLETIONS = "completions";
  public static final String FINDINGS = "findings";
  public static final String EVICTED = "evicted";

  /** Detect: compressed originals of events that are no evidence yet. */
  public static final String ORIGINALS = "originals";

  /** Detect: the entity that each finding was last published for. */
  public static final String ENTITIES = "entities";

  /** Detect: when each finding last went out, and the revision that waits. */
  public static final String PACES = "paces";

  /** Detect: how far the group was last said to have come, and when. */
  public static final String PROGRESS = "progress";

  /** Detect: how much is kept of each pattern, as the metrics say. */
  public static final String KEPT = "kept";

  /** Detect: where the received clock stood. */
  public static final String RECEIVED_CLOCK = "received-clock";

  /** Detect, suppress pages and correlate: the next timer on the received clock. */
  public static final String WAKE_UP = "wake-up";

  /** Resolve device owner: who had the device, and the events that were sent on. */
  public static final String LINKS = "links";

  public static final String ORPHANS = "orphans";

  /** Resolve device owner: what records say whose a name is. */
  public static final String NAME_LINKS = "name-links";

  /** How many events it keeps. */
  public static final String KEPT_EVENTS = "kept-events";

  /** Correlate: everything of one entity. */
  public static final String INCIDENTS = "incidents";

  public static final String SUPPRESS_PAGES = "suppress-pages";

  /** Suppress pages: which finding may page, and those like it that may not. */
  public static final String SUPPRESSED = "suppressed";

  /** Hold pages: those that no completed checkpoint covers. */
  public static final String HELD_PAGES = "held-pages";

  public static final String FIND_UNCONFIRMED = "find-unconfirmed";
  public static final String CONFIRM_DOCUMENTS = "confirm-documents";

  /** Find unconfirmed: the moment up to which checkpoints cover what was written. */
  public static final String COVERED = "covered";

  /** Confirm documents: the last revision of each. */
  public static final String LAST_WRITTEN = "last-written";

  /** Confirm documents: a stored one that waits until the replay has caught up. */
  public static final String UNCONFIRMED = "unconfirmed";

  /** The watch over the pattern files or side files, with their subject behind it. */
  public static final String WATCH = "watch-";

  /** Everything that knows patterns: the versions in force. */
  public static final String IN_FORCE = "in-force";

  /** Detect: under which form of its pattern a key was decided. */
  public static final String DECIDED = "decided";

  private Uids() {}
}
