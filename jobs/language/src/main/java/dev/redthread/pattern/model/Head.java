package dev.redthread.pattern.model;

import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.diagnostic.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of document says of itself.
 *
 * @param place where the document begins
 * @param title for people
 * @param id Sigma's {@code id}, or null
 * @param name Sigma's {@code name}, or null
 * @param level the severity, or null
 * @param tags as written
 * @param response the {@code redthread:} block
 */
public record Head(
    Place place,
    String title,
    @Nullable Word id,
    @Nullable Word name,
    @Nullable Level level,
    List<String> tags,
    Response response) {
  public Head {
    tags = List.copyOf(tags);
  }

  /** How messages and findings refer to the document: its id, else its name, else its title. */
  public String key() {
    if (id != null) {
      return id.text();
    }
    return name != null ? name.text() : title;
  }

  /** How steps refer to the document: its name, else as {@link #key()}. */
  public String shortName() {
    return name != null ? name.text() : key();
  }

  /**
   * What happens on a finding.
   *
   * @param risk 0 to 100, or null for that of the level
   * @param runbook where a responder reads on, or null
   * @param shadow whether findings are kept and never page
   * @param owner who looks after the pattern, or null
   * @param paging whether findings page
   * @param suppress how long a finding keeps others from paging, or null
   * @param settled where it asks to wait until absences are decided, or null
   */
  public record Response(
      @Nullable Integer risk,
      @Nullable String runbook,
      boolean shadow,
      @Nullable String owner,
      Paging paging,
      @Nullable Suppress suppress,
      @Nullable Place settled) {
    public static final Response NONE =
        new Response(null, null, false, null, Paging.SEVERITY, null, null);
  }

  /**
   * How long a finding keeps others from paging.
   *
   * @param period in milliseconds
   * @param by the fields that must be alike, or null for those of the group
   */
  public record Suppress(Place place, long period, @Nullable List<Word> by) {}
}
