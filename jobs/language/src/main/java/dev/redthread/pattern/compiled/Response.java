package dev.redthread.pattern.compiled;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a pattern, and who is told of its findings.
 *
 * @param owner who looks after it, or null
 * @param paging whether its findings page
 */
public record Response(@Nullable String owner, Paging paging) implements Serializable {
  public static final Response NONE = new Response(null, Paging.SEVERITY);
}
