/**
 * Java patterns as the language sees them: jars beside the pattern files, and the classes in them
 * that documents name.
 *
 * <p>Enters: the jars of one folder. Leaves: {@link dev.redthread.pattern.compiled.Shape.Java}s.
 * Must stay true: nothing here loads a class; who can do that is asked ({@link
 * dev.redthread.pattern.code.JavaCode}).
 */
@NullMarked
package dev.redthread.pattern.code;

import org.jspecify.annotations.NullMarked;
