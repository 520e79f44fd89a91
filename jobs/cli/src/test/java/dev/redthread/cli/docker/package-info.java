/** Tests of the container files, as far as they can be tested without a container engine. */
@NullMarked
package dev.redthread.cli.docker;

import org.jspecify.annotations.NullMarked;
