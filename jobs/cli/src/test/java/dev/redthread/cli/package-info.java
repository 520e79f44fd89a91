/** Tests of the commands, in this process and as processes of their own. */
@NullMarked
package dev.redthread.cli;

import org.jspecify.annotations.NullMarked;
