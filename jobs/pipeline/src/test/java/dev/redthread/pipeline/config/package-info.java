@NullMarked
package dev.redthread.pipeline.config;

import org.jspecify.annotations.NullMarked;
