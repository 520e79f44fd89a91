/**
 * Timelines and their ledger: what a key keeps, and how findings follow from it.
 *
 * <p>Enters: {@link dev.redthread.engine.Candidate}s and the received clock. Leaves: revisions of
 * {@link dev.redthread.engine.Finding}s. Must stay true: the open findings are a function of the
 * set of events on the timeline.
 *
 * <h2>Timeline and ledger</h2>
 *
 * <pre>
 *   candidate ─► de-duplicate ─► timeline ─► which completions can have changed? ─► decide each
 *                                                                                     │
 *   finding revisions ◄─ difference ◄─ findings (components) ◄─ completions ◄─────────┘
 *                            └──────── ledger: what was published ───────┘
 * </pre>
 *
 * <p>An event may come late, come twice, come with other content under the same id, or turn out to
 * belong to someone else. A machine that carries state forward from event to event would have to
 * undo for each of these; so nothing here carries decisions forward. The <em>timeline</em> is a set
 * of events in order of event time, and a <em>completion</em> is a function of it: whether an event
 * completes its pattern, and by which chain, is asked of the timeline anew whenever that could have
 * changed. What was said before is in the <em>ledger</em>, and only the difference goes out. Late
 * data, retraction and replay after a crash are then one case.
 *
 * <h2>What an event can change</h2>
 *
 * <p>A chain reaches back from its completing event by at most the timespan. So an event at time t
 * that is put on a timeline or taken off can change only completions from t to t + timespan, and,
 * where it can be attached after a completing event, from t − timespan. An absence before the first
 * step widens that ahead by how far it reaches, one after the last step back. On a timeline in
 * order that range holds the new event alone, or also its equals in time.
 *
 * <h2>What a late event costs</h2>
 *
 * <p>On a flooded key that range holds thousands of completing events, and nearly none of them
 * changes. So each decision leaves a note beside its event ({@link
 * dev.redthread.engine.match.Decision}): from which time on another event could help it to
 * complete, or to do so by a better chain, and from which time on one could refute it. Of an event
 * that completes both are the beginning of its chain, for the latest beginning counts and whatever
 * comes to lie before it changes nothing. Of one that does not, it is how far back was looked
 * before that was certain. A late event is first asked whether any chain may lead up to it and on
 * from it; if not, it helps nobody. Then those are decided anew whose notes it meets, and no
 * others.
 *
 * <p>A machine of partial matches would go back to a snapshot and replay what followed it. Nothing
 * is replayed here: a decision looks at the timeline, and stops at the beginning of the chain. The
 * notes do what snapshots would, they tell where a change stops to spread. They live in the cache;
 * an event that was read back from the state has none, and is decided anew once when it comes
 * within reach of a late event.
 *
 * <p>The timeline is made for that ({@link dev.redthread.engine.match.Timeline}): blocks of events,
 * each with the roles that occur in it and the earliest of its notes, so that a search passes over
 * whole blocks, and an event in between moves one event of each block.
 *
 * <p>Where beginnings are rare, thousands of events complete by one chain, and a late beginning
 * gives all of them another. Such neighbours are one {@link Row}: the chain is kept once, and in
 * the state with the first of them, the others only say that they are alike. So is the note, beside
 * the first; who searches from the middle of a row on asks for it there. And a row is decided by
 * its ends: if both come to the same chain, so do all between, unless what may lie between is more
 * than {@link dev.redthread.engine.match.Matcher#decidesByEnds} can tell; if not, by halves.
 *
 * <p>So the cost of a late event is that of what it changes, and of some hundred blocks, and does
 * not grow with the budget to speak of. What remains dear: an event by which thousands of events
 * complete that did not, or no longer do; measures that any event changes (sums, averages, bounds
 * from above), of which each late event touches all windows that it is in; events that are attached
 * to every chain within the timespan; and an event that is taken back, which leaves no note.
 *
 * <p>An event in order is decided alone, and if what follows the key (Flink CEP, or {@link
 * dev.redthread.engine.match.JoinKernel} where steps compare events) says that it completes
 * nothing, not even that. A late event makes it lose its run. That is made again from the timeline
 * when as many events have come in order that this is worth it.
 *
 * <p>A late event that helps does so only from some place on, and by a chain that begins no later
 * than some time: what completes by one that begins later is left as it is. One that no chain can
 * begin before helps nothing yet, and nothing is decided anew for it. So when a beginning comes,
 * whatever was decided without reading as far back as the events that only it gives one is decided
 * anew, too ({@code match.Outline#wakes}).
 *
 * <p>A step of a group may be missing before or after an event. So an event that has all steps of
 * its group somewhere is let through, and one that brings a step which nothing had before wakes
 * those it may be for ({@code match.GroupedOutline}). An event in the last group helps only what
 * completes by another step than its own.
 *
 * <p>Where steps compare events, both are told by the nearest event with a value that satisfies
 * ({@code match.Partners}), and where a timeline has no two such events there is no chain at all
 * ({@code match.Meeting}). A chain is sought from the latest beginning back, and by turns the
 * events that are compared with beginnings are read back, too: so neither a flood of beginnings
 * that nothing goes on from is read, nor one of events that go on from nothing ({@code
 * match.LatestBegin}). What no index tells is searched event by event, at the expense of a store
 * that each key has of it and that its events fill up ({@code match.Effort}). When that is spent,
 * searches are given up: a completion may be missed then, and one that was found stays unless it is
 * contradicted.
 *
 * <p>An event in between may be one of many of its kind, each of which would do. Then it gives a
 * chain only to what completes before the next of them ({@code match.FreeStep}), and farther on it
 * is only taken into chains that begin after the one before it. An event that must be equal to the
 * completing one asks only those with its value, found by it.
 *
 * <p>Of a step of which nothing is asked but its place ({@link
 * dev.redthread.engine.match.SharedStep}) a chain has the first event after its step before. On a
 * flooded key a late one becomes part of all chains around it, and where steps compare events these
 * have one beginning each, so that they are no row. Their event is not kept with each of them:
 * completions that begin between two events of the step are one {@link Slot}, and that has it. A
 * late event parts one slot, and gives the one part another event: nothing is decided, and written
 * is what says it of the slot, and the smaller part ({@link Slots}). What was evicted keeps a chain
 * as it was, so such a completion leaves the slot first.
 *
 * <p>Where values are counted, or new, an event changes something only where it is the only one
 * with its value: up to the next such event. So these patterns say at once which others an event
 * touches ({@link dev.redthread.engine.match.Matcher#touched}), and nothing is asked of notes; that
 * also holds for an event that goes.
 *
 * <p>When a chain may begin after what may not be before it is known for each event of the first
 * step ({@code match.Beginnings}), and not looked for, however dense the events are that forbid it.
 *
 * <h2>Absence</h2>
 *
 * <p>That something was not there is known when everything received up to its deadline has been
 * seen: the bound in event time and the greatest delay of the sources that could still deliver it.
 * A provisional pattern raises on what is known and marks by when that is settled; an event that
 * refutes is one more late event. A pattern that settles <em>holds</em> a completion until the
 * received clock reaches its deadline: it is decided and kept like any other and takes no part in
 * components. So what is published is a function of the events and of the clock. Of the deadlines
 * of all that is held a key asks for one timer, that of the earliest; they are exact, the timers of
 * expiry are coarse.
 *
 * <h2>Patterns as steps</h2>
 *
 * <p>Of a pattern that is a step of others each change of a completion that takes part is said as a
 * {@link dev.redthread.engine.PatternEvent}: it is there, it is there with another time to settle,
 * it is gone. For the outer pattern it is an event like any other, only that of several contents
 * under one id the latest wins, since all of them come in order from one key. When the patterns
 * that have it as a step are others than they were, all of it is said again.
 *
 * <h2>Components</h2>
 *
 * <p>Completions that share a binding event are one finding; its id names its earliest completing
 * event. What a completion shares with others puts components together, the smaller into the
 * larger. Where it shares something no longer, {@link Parting} goes out from all that it may have
 * held together, by turns, until they have met or one has nowhere left to go; so a change in the
 * middle of a component of thousands costs the way round it, and not the thousands. The old and the
 * new components are then compared: the same id is revised, a new one raised, one whose completions
 * went elsewhere is merged into the earliest component that holds any of them, and one that lost
 * them all is withdrawn. Ids are hashes, so a component that comes back finds its old entry and
 * reopens it.
 *
 * <h2>What is kept, and for how long</h2>
 *
 * <p>An event can matter to a completion that is decided for an event as late as its source may be:
 * until the received clock passes event time + timespan + delay, and as much later as absences
 * reach beyond the chain. A component is kept whole until its latest completion can no longer share
 * an event with a new one, another timespan later; the events of its chains stay with it, since a
 * split may have to show any of them. Timers are coarse: letting go a little late costs memory,
 * never a decision. So a completing event is decided anew for a later one only where that can be
 * attached to its chain or refute it ({@link dev.redthread.engine.match.Matcher#mayFollow}), and
 * one that does not complete only where it did refute it: else what kept it from completing may be
 * gone.
 *
 * <p>Over the budget the earliest events go, and the ledger remembers up to where. A completion
 * whose window reaches into what went is kept as it was unless what is left contradicts it:
 * forgetting is no refutation. A component with too many completions lets go of those after its
 * first and ties the first to the rest by a bridge. What is held goes with any event of its chain.
 *
 * <p>A count with a threshold needs of a burst only its ends ({@link
 * dev.redthread.engine.match.Burst} says why); a key that has grown is thinned in one pass. What is
 * shown stays the same, but for the number of events, which is a lower bound from some size on. A
 * finding that large is said anew at most once a second of the received clock: its last events
 * change with every event of a burst.
 *
 * <h2>The cache</h2>
 *
 * <p>State is read into {@link dev.redthread.engine.match.Timeline}s and components once and kept
 * for the keys last used. Every change goes to the state at once; dropping any entry at any time
 * changes nothing but the cost.
 */
@NullMarked
package dev.redthread.engine.detect;

import org.jspecify.annotations.NullMarked;
