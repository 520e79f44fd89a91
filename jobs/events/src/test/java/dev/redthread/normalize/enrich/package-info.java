@NullMarked
package dev.redthread.normalize.enrich;

import org.jspecify.annotations.NullMarked;
