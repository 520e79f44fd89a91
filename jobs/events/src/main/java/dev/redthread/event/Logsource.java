package dev.redthread.event;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A Sigma {@code logsource}: what a rule asks for, or what a source offers.
 *
 * @param category e.g. {@code activity}, Redthread's own category that every source offers
 * @param product e.g. {@code okta}
 * @param service e.g. {@code okta}
 */
public record Logsource(
    @Nullable String category, @Nullable String product, @Nullable String service)
    implements Serializable {

  /** Whether each part that is asked for is offered. */
  public boolean isOfferedBy(Logsource offer) {
    return fits(category, offer.category)
        && fits(product, offer.product)
        && fits(service, offer.service);
  }

  private static boolean fits(@Nullable String asked, @Nullable String offered) {
    return asked == null || asked.equals(offered);
  }
}
