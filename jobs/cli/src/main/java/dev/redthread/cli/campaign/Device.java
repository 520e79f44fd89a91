package dev.redthread.cli.campaign;

/**
 * A computer or phone.
 *
 * @param id what the identity provider knows it by
 * @param kind {@code Computer} or {@code Mobile}
 * @param os as browsers name it
 * @param platform as device managers name it
 * @param browser as user agents name it
 * @param userAgent the whole user agent
 * @param managed whether the company manages it
 */
record Device(
    String id,
    String kind,
    String os,
    String platform,
    String browser,
    String userAgent,
    boolean managed) {

  static Device mac(String id) {
    return new Device(
        id,
        "Computer",
        "Mac OS X",
        "OSX",
        "CHROME",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36",
        true);
  }

  static Device windows(String id) {
    return new Device(
        id,
        "Computer",
        "Windows 11",
        "WINDOWS",
        "EDGE",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        true);
  }

  static Device linux(String id) {
    return new Device(
        id,
        "Computer",
        "Linux",
        "LINUX",
        "FIREFOX",
        "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
        true);
  }

  static Device iphone(String id) {
    return new Device(
        id,
        "Mobile",
        "iOS 18",
        "IOS",
        "SAFARI",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        false);
  }

  static Device android(String id) {
    return new Device(
        id,
        "Mobile",
        "Android 15",
        "ANDROID",
        "CHROME",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Mobile Safari/537.36",
        false);
  }

  /** The same device for the company's eyes: one it does not manage. */
  Device unmanaged() {
    return new Device(id, kind, os, platform, browser, userAgent, false);
  }
}
