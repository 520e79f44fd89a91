package dev.redthread.pipeline.pull;

import dev.redthread.normalize.Pull;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Texts of a mapping with their names replaced. */
final class Template {
  private Template() {}

  /**
   * A URL. The name at its beginning stands for a URL itself; all others are made safe to stand in
   * one.
   *
   * <p><i>Errors:</i> {@link IllegalArgumentException} when no URL comes of it.
   */
  static URI url(String template, UnaryOperator<String> values) {
    int head = template.startsWith("{") ? template.indexOf('}') + 1 : 0;
    String beginning = Pull.replaced(template.substring(0, head), values);
    String rest =
        Pull.replaced(
            template.substring(head),
            name ->
                URLEncoder.encode(values.apply(name), StandardCharsets.UTF_8).replace("+", "%20"));
    boolean twice = beginning.endsWith("/") && rest.startsWith("/");
    return URI.create((twice ? beginning.substring(0, beginning.length() - 1) : beginning) + rest);
  }

  /** The same URL with a parameter set. */
  static URI with(URI url, String parameter, String value) {
    String added =
        URLEncoder.encode(parameter, StandardCharsets.UTF_8)
            + "="
            + URLEncoder.encode(value, StandardCharsets.UTF_8);
    StringBuilder query = new StringBuilder();
    String before = url.getRawQuery();
    if (before != null) {
      for (String each : before.split("&", -1)) {
        if (!each.startsWith(parameter + "=")) {
          query.append(each).append('&');
        }
      }
    }
    String text = url.toString();
    int end = text.indexOf('?');
    return URI.create((end < 0 ? text : text.substring(0, end)) + "?" + query + added);
  }
}
