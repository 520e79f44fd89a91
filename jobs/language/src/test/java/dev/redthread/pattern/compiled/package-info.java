/** Tests of the evaluation of conditions. */
@NullMarked
package dev.redthread.pattern.compiled;

import org.jspecify.annotations.NullMarked;
