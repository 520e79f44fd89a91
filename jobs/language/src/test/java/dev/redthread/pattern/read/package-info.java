@NullMarked
package dev.redthread.pattern.read;

import org.jspecify.annotations.NullMarked;
