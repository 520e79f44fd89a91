/** Tests of the tests of patterns. */
@NullMarked
package dev.redthread.cli.testing;

import org.jspecify.annotations.NullMarked;
