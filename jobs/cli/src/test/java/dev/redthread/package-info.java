/** Tests of the whole: its structure, and what a user meets. */
@NullMarked
package dev.redthread;

import org.jspecify.annotations.NullMarked;
