package dev.redthread.pipeline.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is asked for by POST: a URL and, behind a {@code #}, the JSON that is sent to it. So what
 * asks for a page is one text, with a body or without.
 */
final class PostBody {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN = Pattern.compile("true|false|0|-?[1-9][0-9]{0,17}");

  private PostBody() {}

  /**
   * A URL with a body.
   *
   * @param texts by their paths, keys joined by dots; whole numbers, true and false are no texts
   */
  static URI with(URI url, Map<String, String> texts) {
    ObjectNode body = JSON.createObjectNode();
    new TreeMap<>(texts).forEach((path, text) -> set(body, path, text));
    return with(url, body);
  }

  /** The same with another text at a path, as a text whatever it looks like. */
  static URI set(URI asked, String path, String text) {
    try {
      ObjectNode body = (ObjectNode) JSON.readTree(body(asked));
      int last = path.lastIndexOf('.');
      ObjectNode parent = last < 0 ? body : inner(body, path.substring(0, last));
      parent.put(path.substring(last + 1), text);
      return with(asked, body);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalArgumentException("no body was asked with", notOurs);
    }
  }

  /** What is sent. */
  static String body(URI asked) {
    return URLDecoder.decode(String.valueOf(asked.getRawFragment()), StandardCharsets.UTF_8);
  }

  /** Where it is sent to. */
  static URI url(URI asked) {
    String text = asked.toString();
    int end = text.indexOf('#');
    return end < 0 ? asked : URI.create(text.substring(0, end));
  }

  private static URI with(URI url, ObjectNode body) {
    return URI.create(url(url) + "#" + URLEncoder.encode(body.toString(), StandardCharsets.UTF_8));
  }

  private static void set(ObjectNode body, String path, String text) {
    int last = path.lastIndexOf('.');
    ObjectNode parent = last < 0 ? body : inner(body, path.substring(0, last));
    String key = path.substring(last + 1);
    if (!PLAIN.matcher(text).matches()) {
      parent.put(key, text);
    } else if (text.equals("true") || text.equals("false")) {
      parent.put(key, Boolean.parseBoolean(text));
    } else {
      parent.put(key, Long.parseLong(text));
    }
  }

  private static ObjectNode inner(ObjectNode body, String path) {
    ObjectNode at = body;
    for (String key : path.split("\\.", -1)) {
      at = at.withObjectProperty(key);
    }
    return at;
  }
}
