@NullMarked
package dev.redthread.pattern.compile;

import org.jspecify.annotations.NullMarked;
