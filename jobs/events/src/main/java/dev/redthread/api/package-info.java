/**
 * What Java patterns see of Redthread, and all that they see of it.
 *
 * <p>Enters: events of the rules that a pattern names. Must stay true: what is here stays as it is
 * for as long as jars may have been built with it; a class that it needs must be in the JDK's base.
 */
@NullMarked
package dev.redthread.api;

import org.jspecify.annotations.NullMarked;
