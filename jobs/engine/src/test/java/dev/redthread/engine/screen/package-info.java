/** What the screen lets through, against asking every rule of every event. */
@NullMarked
package dev.redthread.engine.screen;

import org.jspecify.annotations.NullMarked;
