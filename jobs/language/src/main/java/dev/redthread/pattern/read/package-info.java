/**
 * From YAML nodes to pattern documents.
 *
 * <p>Enters: {@link dev.redthread.pattern.yaml.YamlNode}s. Leaves: {@link
 * dev.redthread.pattern.model.Document}s and diagnostics. Must stay true: every key of a document
 * is either understood, or refused; what the language knows but this version does not do is refused
 * by name.
 */
@NullMarked
package dev.redthread.pattern.read;

import org.jspecify.annotations.NullMarked;
