@NullMarked
package dev.redthread.event;

import org.jspecify.annotations.NullMarked;
