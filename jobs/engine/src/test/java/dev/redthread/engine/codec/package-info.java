/** Round trips and old bytes of the engine's codecs. */
@NullMarked
package dev.redthread.engine.codec;

import org.jspecify.annotations.NullMarked;
