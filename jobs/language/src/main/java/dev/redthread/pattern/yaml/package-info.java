/**
 * YAML as nodes that know where they stand.
 *
 * <p>Enters: the text of a file. Leaves: its documents as {@link
 * dev.redthread.pattern.yaml.YamlNode}s, or diagnostics. Must stay true: nothing is ever turned
 * into a Java map or object, no document can make reading it expensive, and a key stands once.
 */
@NullMarked
package dev.redthread.pattern.yaml;

import org.jspecify.annotations.NullMarked;
