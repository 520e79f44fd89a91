@NullMarked
package dev.redthread.normalize;

import org.jspecify.annotations.NullMarked;
