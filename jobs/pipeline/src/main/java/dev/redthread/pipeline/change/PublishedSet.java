package dev.redthread.pipeline.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.redthread.pattern.PatternTexts;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole set of pattern files out of one JSON object: texts by relative path, {@code
 * {"rules/login.yml": "title: …"}}.
 *
 * <p><i>Errors:</i> none are thrown for anything a record holds; all are diagnostics.
 *
 * @param where the record is, as diagnostics show it
 */
record PublishedSet(String where) {
  static final int MOST_BYTES = 8_000_000;

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{C}\\p{Zl}\\p{Zp}\\\\:]+");
  private static final List<String> LEADING_OUT = List.of("", ".", "..");

  /** The files, in the order of their paths. */
  PatternTexts read(byte @Nullable [] value) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, String> files = new TreeMap<>();
    if (value == null) {
      diagnostics.error(Code.WRONG_TYPE, Place.ofFile(where), "the record has no value");
    } else if (value.length > MOST_BYTES) {
      diagnostics.error(
          Code.YAML_LIMIT,
          Place.ofFile(where),
          "the record has " + value.length + " bytes, more than " + MOST_BYTES);
    } else {
      read(value, files, diagnostics);
    }
    return new PatternTexts(files, diagnostics.sorted());
  }

  private void read(byte[] value, Map<String, String> files, Diagnostics diagnostics) {
    try (JsonParser json = JSON.createParser(decode(value))) {
      read(json, files, diagnostics);
    } catch (CharacterCodingException e) {
      diagnostics.error(Code.NOT_UTF8, Place.ofFile(where), "the record is not UTF-8");
    } catch (JsonParseException | StreamConstraintsException e) {
      diagnostics.error(
          Code.UNREADABLE_FILE, at(e.getLocation()), "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decode(byte[] value) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
  }

  private void read(JsonParser json, Map<String, String> files, Diagnostics diagnostics)
      throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      diagnostics.error(
          Code.WRONG_TYPE,
          at(json.currentTokenLocation()),
          "a set of patterns is a JSON object of texts by path");
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      Place place = at(json.currentTokenLocation());
      check(name, place, diagnostics);
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        diagnostics.error(Code.WRONG_TYPE, at(json.currentTokenLocation()), "must be a text");
        json.skipChildren();
      } else if (files.put(name, withoutMark(json.getText())) != null) {
        diagnostics.error(Code.DUPLICATE_KEY, place, "the path is there twice");
      }
    }
    if (json.nextToken() != null) {
      diagnostics.error(
          Code.UNREADABLE_FILE,
          at(json.currentTokenLocation()),
          "not JSON: something follows the object");
    }
  }

  private static void check(String name, Place place, Diagnostics diagnostics) {
    boolean ends = name.endsWith(".yml") || name.endsWith(".yaml");
    if (!ends || !NAME.matcher(name).matches() || leadsOut(name)) {
      diagnostics.error(
          Code.BAD_VALUE,
          place,
          "'" + name + "' is no path of a pattern file: relative, without . or .., ends in .yml");
    }
  }

  private static boolean leadsOut(String name) {
    for (String part : name.split("/", -1)) {
      if (LEADING_OUT.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Place at(@Nullable JsonLocation location) {
    return location == null
        ? Place.ofFile(where)
        : new Place(where, location.getLineNr(), Math.max(1, location.getColumnNr()));
  }
}
