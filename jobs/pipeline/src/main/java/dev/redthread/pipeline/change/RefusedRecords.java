package dev.redthread.pipeline.change;

import dev.redthread.event.DeadLetter;
import dev.redthread.pipeline.state.DeadLetterCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a topic that no row was made of, as one more text of its version: so they go the
 * way of the others to whoever writes dead letters.
 */
public final class RefusedRecords {
  /** The name of the text. */
  static final String NAME = "refused records";

  private static final DeadLetterCodec CODEC = new DeadLetterCodec();

  private RefusedRecords() {}

  static String text(List<DeadLetter> letters) {
    StringBuilder text = new StringBuilder();
    for (DeadLetter letter : letters) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeByte(CODEC.version());
        CODEC.write(letter, out);
      } catch (IOException e) {
        throw new UncheckedIOException("bytes in memory cannot fail to be written", e);
      }
      text.append(Base64.getEncoder().encodeToString(bytes.toByteArray())).append('\n');
    }
    return text.toString();
  }

  /** Those of a version that were not in the one before. */
  public static List<DeadLetter> added(PatternVersion version, List<PatternVersion> before) {
    List<String> lines = new ArrayList<>(lines(version));
    before.forEach(old -> lines.removeAll(lines(old)));
    return lines.stream().map(RefusedRecords::letter).toList();
  }

  private static List<String> lines(PatternVersion version) {
    return version.texts().getOrDefault(NAME, "").lines().toList();
  }

  private static DeadLetter letter(String line) {
    byte[] bytes = Base64.getDecoder().decode(line);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return CODEC.read(in, in.readUnsignedByte());
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter that was written can be read", e);
    }
  }

  /** The texts that rows are made of. */
  static Map<String, String> without(Map<String, String> texts) {
    Map<String, String> others = new LinkedHashMap<>(texts);
    others.remove(NAME);
    return others;
  }
}
