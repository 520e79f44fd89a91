/** Tests of templates and dashboard on the real Elasticsearch. */
@NullMarked
package dev.redthread.cli.dashboard;

import org.jspecify.annotations.NullMarked;
