package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import org.jspecify.annotations.Nullable;

/** That a completion appeared, vanished, or has another chain. */
record Change(EventKey event, @Nullable Completion before, @Nullable Completion now) {}
