/** Tests of the campaigns and of the background traffic. */
@NullMarked
package dev.redthread.cli.campaign;

import org.jspecify.annotations.NullMarked;
