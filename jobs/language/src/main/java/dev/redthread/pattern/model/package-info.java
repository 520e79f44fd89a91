/**
 * Pattern documents as their authors wrote them: typed, with the place of every name.
 *
 * <p>Enters: what {@code pattern.read} understood. Leaves: {@link
 * dev.redthread.pattern.model.Document}s for the checks and the compiler. Must stay true: names are
 * those of the file; nothing is resolved and nothing is lost here.
 */
@NullMarked
package dev.redthread.pattern.model;

import org.jspecify.annotations.NullMarked;
