/** Tests of the pattern language from files to compiled form. */
@NullMarked
package dev.redthread.pattern;

import org.jspecify.annotations.NullMarked;
