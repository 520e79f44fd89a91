package dev.redthread.pattern.compiled;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for a pattern, and who is told of its findings.
 *
 * @param owner who looks after it, or null
 * @param paging whether its findings page
 * @param suppression how long one of them keeps others from paging, or null where none does
 */
public record Response(
    @Nullable String owner, Paging paging, @Added @Nullable Suppression suppression)
    implements Serializable {
  public static final Response NONE = new Response(null, Paging.SEVERITY);

  /** One of which each finding pages for itself. */
  public Response(@Nullable String owner, Paging paging) {
    this(owner, paging, null);
  }

  /** The same with a suppression, or with none. */
  public Response suppressing(@Nullable Suppression now) {
    return new Response(owner, paging, now);
  }
}
