package dev.redthread.pipeline.operator;

import dev.redthread.normalize.link.LinkRecord;
import dev.redthread.normalize.link.NameOwner;
import org.jspecify.annotations.Nullable;

/**
 * Whose a device or a name was at a moment.
 *
 * @param ahead how far after that moment the link is that says so, in milliseconds; 0 for one that
 *     had come to be by then
 * @param until from how far after that moment on links say that it is nobody's; {@link
 *     Long#MAX_VALUE} where none does
 * @param said the first of the records that say so; null where none does
 */
record Owner(String person, long ahead, long until, @Nullable LinkRecord said) {

  /** By the alias table, or by the name itself. */
  static Owner of(String person) {
    return new Owner(person, 0, Long.MAX_VALUE, null);
  }

  static Owner of(NameOwner owner) {
    return new Owner(owner.person(), owner.ahead(), owner.until(), owner.said().first());
  }
}
