package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export by SCIM 2.0: {@code User} resources (RFC 7643), one after the other, in a list,
 * or as the {@code Resources} of a {@code ListResponse} (RFC 7644); of several pages too.
 */
final class ScimReader {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user";

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, ScimUser> users = new LinkedHashMap<>();

  private ScimReader(String file) {
    this.file = file;
  }

  /**
   * The users; of one {@code id}, the last.
   *
   * <p><i>Errors:</i> {@link MappingException} with every place that is wrong.
   */
  static List<ScimUser> read(String file, String json) {
    ScimReader reader = new ScimReader(file);
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      reader.read(parser);
    } catch (JsonProcessingException notJson) {
      reader.problem(notJson.getLocation(), "not JSON: " + notJson.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    if (!reader.problems.isEmpty()) {
      throw new MappingException(reader.problems);
    }
    return List.copyOf(reader.users.values());
  }

  private void read(JsonParser parser) throws IOException {
    while (parser.nextToken() != null) {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        readList(parser);
      } else {
        readOne(parser);
      }
    }
  }

  private void readList(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      readOne(parser);
    }
  }

  private void readOne(JsonParser parser) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      problem(at, "a user is a JSON object: export User resources of SCIM 2.0");
      return;
    }
    Draft draft = new Draft();
    boolean listed = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName().toLowerCase(Locale.ROOT);
      JsonToken value = parser.nextToken();
      if (name.equals("resources") && value == JsonToken.START_ARRAY) {
        listed = true;
        readList(parser);
      } else if (name.equals("totalresults")) {
        listed = true;
      } else {
        draft.read(name, parser);
      }
    }
    if (!listed) {
      add(draft, at);
    }
  }

  private void add(Draft draft, JsonLocation at) {
    ScimUser user =
        new ScimUser(
            at.getLineNr(),
            at.getColumnNr(),
            draft.id,
            draft.externalId,
            draft.userName,
            draft.employeeNumber,
            draft.primary,
            draft.emails,
            draft.active);
    if (user.userName() == null) {
      problem(at, "a user without userName: export it too");
      return;
    }
    users.put(user.id() == null ? at.getLineNr() + ":" + at.getColumnNr() : user.id(), user);
  }

  private void problem(@Nullable JsonLocation at, String message) {
    int line = at == null ? 1 : at.getLineNr();
    int column = at == null ? 1 : at.getColumnNr();
    problems.add(new Problem(file, line, column, message));
  }

  /** A user as far as it was read. */
  private final class Draft {
    private @Nullable String id;
    private @Nullable String externalId;
    private @Nullable String userName;
    private @Nullable String employeeNumber;
    private @Nullable String primary;
    private final List<String> emails = new ArrayList<>();
    private boolean active = true;

    void read(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "id" -> id = text("id", parser);
        case "externalid" -> externalId = text("externalId", parser);
        case "username" -> userName = text("userName", parser);
        case "active" -> active = parser.currentToken() != JsonToken.VALUE_FALSE;
        case "emails" -> readEmails(parser);
        case ENTERPRISE -> readEnterprise(parser);
        default -> parser.skipChildren();
      }
    }

    private void readEmails(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        wrong("emails is a list of objects", parser);
        return;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        readEmail(parser);
      }
    }

    private void readEmail(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        wrong("an entry of emails is an object with a value", parser);
        return;
      }
      String value = null;
      boolean isPrimary = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName().toLowerCase(Locale.ROOT);
        parser.nextToken();
        switch (name) {
          case "value" -> value = text("value", parser);
          case "primary" -> isPrimary = parser.currentToken() == JsonToken.VALUE_TRUE;
          default -> parser.skipChildren();
        }
      }
      if (value != null) {
        emails.add(value);
        primary = isPrimary ? value : primary;
      }
    }

    private void readEnterprise(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        wrong("the enterprise extension is an object", parser);
        return;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName().toLowerCase(Locale.ROOT);
        parser.nextToken();
        if (name.equals("employeenumber")) {
          employeeNumber = text("employeeNumber", parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    /** A text or number, in lower case; null for nothing. */
    private @Nullable String text(String name, JsonParser parser) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_NULL) {
        return null;
      }
      if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
        wrong(name + " is a text", parser);
        return null;
      }
      String text = parser.getText().strip().toLowerCase(Locale.ROOT);
      return text.isEmpty() ? null : text;
    }

    private void wrong(String message, JsonParser parser) throws IOException {
      problem(parser.currentTokenLocation(), message);
      parser.skipChildren();
    }
  }
}
