package dev.redthread.benchmark.workload;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Okta records by number in which each hundred has the two events of one sequence, of a person of
 * its own, and Google logins by number, each ten of which have one of the same person.
 *
 * <p>So every hundred records raise one finding of a sequence over Okta alone, and another of one
 * that begins with the login wherever that is read, however late.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class PairedStream {
  /** So many Okta records have one pair. */
  public static final int EACH = 100;

  /** So many Okta records come on one login. */
  public static final int PROMPT_FOR_ONE_LATE = 10;

  private static final int LATE_EACH = EACH / PROMPT_FOR_ONE_LATE;
  private static final int FIRST = 20;
  private static final int SECOND = 70;

  /** Read after the pair in a stream that is sent in order. */
  private static final int LOGIN = 8;

  private static final int PERSONS = 1_000_000;
  private static final int NOISE_TYPES = 200;

  private final Workload workload;
  private final OktaRecords okta = new OktaRecords();

  /**
   * @param sequences how many sequences take turns
   */
  public PairedStream(int sequences) {
    workload = Workload.ofSequences(sequences);
  }

  /** What the patterns are made of. */
  public Workload workload() {
    return workload;
  }

  /** How many findings over Okta alone the records from one number to before another raise. */
  public static long pairs(long records) {
    return records / EACH;
  }

  /** The Okta record of a number. */
  public byte[] prompt(long number, long time) {
    long pair = number / EACH;
    int place = (int) (number % EACH);
    boolean step = isPrompt(number);
    int sequence = (int) (pair % workload.sequences());
    String type =
        step
            ? Workload.type(workload.rule(sequence, place == FIRST ? 0 : 1))
            : String.format(Locale.ROOT, "noise.type.%05d", Mix.of(number, 3) % NOISE_TYPES);
    long person = step ? pair : Mix.of(number, 2);
    return okta.record(
        number, (int) (person % PERSONS), type.getBytes(StandardCharsets.ISO_8859_1), time);
  }

  /** Whether the Okta record of a number is one of a pair. */
  public static boolean isPrompt(long number) {
    long place = number % EACH;
    return place == FIRST || place == SECOND;
  }

  /** The login of a number. */
  public byte[] late(long number, long time) {
    boolean step = isLate(number);
    long person = step ? number / LATE_EACH : Mix.of(number, 2);
    return GoogleLogins.record(
        number, (int) (person % PERSONS), step ? "login_success" : "logout", time);
  }

  /** Whether the login of a number belongs to a pair. */
  public static boolean isLate(long number) {
    return number % LATE_EACH == LOGIN;
  }

  /** The number of the record that an event was made of, by the event's native id. */
  public static long number(String source, String id) {
    int digits = 12;
    return Long.parseLong(
        source.equals(OktaRecords.SOURCE)
            ? id.substring(id.length() - digits)
            : id.substring(0, digits));
  }
}
