@NullMarked
package dev.redthread.pattern.convert;

import org.jspecify.annotations.NullMarked;
