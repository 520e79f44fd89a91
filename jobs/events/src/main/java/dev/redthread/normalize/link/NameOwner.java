package dev.redthread.normalize.link;

/**
 * Whose a name is at a moment.
 *
 * @param ahead how far after that moment the record is that says so, in milliseconds; 0 for one
 *     that had come to be by then
 * @param until from how far after that moment on records make the name nobody's, since they say
 *     another person; {@link Long#MAX_VALUE} where none does
 * @param said the records that say so
 */
public record NameOwner(String person, long ahead, long until, NameSpan said) {}
