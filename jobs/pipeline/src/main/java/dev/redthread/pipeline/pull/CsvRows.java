package dev.redthread.pipeline.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.event.DeadLetter.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file under a header, each as a JSON object of texts. An empty cell is absent; a
 * row with more or fewer cells than the header has is kept as what is there.
 *
 * <p><i>Source:</i> RFC 4180.
 */
final class CsvRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;
  private int at;

  private CsvRows(String text) {
    this.text = text;
  }

  static List<byte[]> read(byte[] body) throws UnreadableBody {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new UnreadableBody(Reason.NOT_UTF8, "the file is not UTF-8");
    }
    return new CsvRows(text.startsWith("\uFEFF") ? text.substring(1) : text).rows();
  }

  private List<byte[]> rows() throws UnreadableBody {
    List<byte[]> rows = new ArrayList<>();
    List<String> header = row();
    while (at < text.length()) {
      List<String> cells = row();
      if (cells.size() == 1 && cells.get(0).isEmpty()) {
        continue;
      }
      ObjectNode row = JSON.createObjectNode();
      for (int i = 0; i < cells.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          row.put(i < header.size() ? header.get(i) : "column " + (i + 1), cells.get(i));
        }
      }
      rows.add(row.toString().getBytes(StandardCharsets.UTF_8));
    }
    return rows;
  }

  private List<String> row() throws UnreadableBody {
    List<String> cells = new ArrayList<>();
    do {
      cells.add(cell());
    } while (skip(','));
    boolean ended = skip('\r');
    ended |= skip('\n');
    if (!ended && at < text.length()) {
      throw new UnreadableBody(Reason.NOT_JSON, "no CSV: text behind a quoted cell");
    }
    return cells;
  }

  private String cell() throws UnreadableBody {
    StringBuilder cell = new StringBuilder();
    if (!skip('"')) {
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        cell.append(text.charAt(at++));
      }
      return cell.toString();
    }
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next != '"') {
        cell.append(next);
      } else if (skip('"')) {
        cell.append('"');
      } else {
        return cell.toString();
      }
    }
    throw new UnreadableBody(Reason.NOT_JSON, "no CSV: a quoted cell does not end");
  }

  private boolean skip(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }
}
