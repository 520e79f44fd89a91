/**
 * Which ATT&CK techniques the patterns cover, and over which sources.
 *
 * <p>Enters: a pattern set and the source mappings. Leaves: tables and a layer for the ATT&CK
 * Navigator. Must stay true: a source is named only where its mapping can make an event that the
 * pattern asks for.
 */
@NullMarked
package dev.redthread.cli.coverage;

import org.jspecify.annotations.NullMarked;
