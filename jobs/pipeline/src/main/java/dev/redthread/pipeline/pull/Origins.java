package dev.redthread.pipeline.pull;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that may be called: those that the configuration names, each by its scheme and port.
 *
 * <p><i>Invariants:</i> plain http is for this machine, and only where the configuration says so.
 */
public final class Origins {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> allowed = new LinkedHashSet<>();
  private final boolean plainHttp;

  Origins(Collection<URI> named, boolean plainHttp) {
    this.plainHttp = plainHttp;
    named.forEach(url -> allowed.add(of(url)));
  }

  /** Why a URL may not be called; empty when it may. */
  Optional<String> refuses(URI url) {
    Optional<String> unfit = unfit(url, plainHttp);
    if (unfit.isPresent()) {
      return unfit;
    }
    return allowed.contains(of(url))
        ? Optional.empty()
        : Optional.of(
            of(url)
                + " is not named in the configuration, which names "
                + String.join(", ", allowed));
  }

  /**
   * Why a URL may not even be named; empty when it may.
   *
   * @param plainHttp whether http to this machine is allowed
   */
  public static Optional<String> unfit(URI url, boolean plainHttp) {
    if (url.getHost() == null || url.getRawUserInfo() != null) {
      return Optional.of("a URL is https://HOST, without user and password");
    }
    if ("https".equalsIgnoreCase(url.getScheme())) {
      return Optional.empty();
    }
    if (!"http".equalsIgnoreCase(url.getScheme())) {
      return Optional.of("a URL begins with https://");
    }
    if (!LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT))) {
      return Optional.of("http is for this machine only: write https://" + url.getHost());
    }
    return plainHttp
        ? Optional.empty()
        : Optional.of("http is off: set plain-http to true, or write https");
  }

  private static String of(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = url.getPort() < 0 ? usual : url.getPort();
    return scheme + "://" + host + (port == usual ? "" : ":" + port);
  }
}
