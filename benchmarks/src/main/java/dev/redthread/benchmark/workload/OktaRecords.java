package dev.redthread.benchmark.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Records of the Okta System Log, each with a person, event type, address, time and id of its own.
 * The texts have the same length everywhere, so a record is a copy with a few places filled in.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class OktaRecords {
  public static final String SOURCE = "okta.system";

  /** The received and event time of the first record. */
  public static final long START = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();

  private static final long DAY = 86_400_000;
  private static final int IDS = 12;
  private static final int PERSON = 6;
  private static final int TYPE = 16;
  private static final int TIME = 24;
  private static final int ADDRESS = 2;

  private final byte[] template = template();
  private final int[] ids = places('U', IDS);
  private final int[] persons = places('P', PERSON);
  private final int[] types = places('E', TYPE);
  private final int[] times = places('T', TIME);
  private final int[] addresses = places('I', ADDRESS);

  private static byte[] template() {
    try (InputStream in = OktaRecords.class.getResourceAsStream("okta-event.json")) {
      return new String(
              Objects.requireNonNull(in, "okta-event.json is missing").readAllBytes(),
              StandardCharsets.ISO_8859_1)
          .strip()
          .getBytes(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int[] places(char filler, int length) {
    String text = new String(template, StandardCharsets.ISO_8859_1);
    String run = Character.toString(filler).repeat(length);
    List<Integer> found = new ArrayList<>();
    for (int at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + length)) {
      found.add(at);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The record with a number, which is its id, of an event type with {@value #TYPE} letters. */
  byte[] record(long number, int person, byte[] type, long time) {
    byte[] record = template.clone();
    digits(record, ids, IDS, number);
    digits(record, persons, PERSON, person);
    digits(record, addresses, ADDRESS, person % 100);
    for (int place : types) {
      System.arraycopy(type, 0, record, place, TYPE);
    }
    for (int place : times) {
      time(record, place, time);
    }
    return record;
  }

  private static void digits(byte[] record, int[] places, int length, long number) {
    for (int place : places) {
      digits(record, place, length, number);
    }
  }

  private static void digits(byte[] record, int place, int length, long number) {
    long rest = number;
    for (int i = place + length - 1; i >= place; i--) {
      record[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** As {@code 2026-11-02T00:00:00.000Z}. */
  private static void time(byte[] record, int place, long time) {
    long ofDay = Math.floorMod(time, DAY);
    byte[] form =
        (LocalDate.ofEpochDay(Math.floorDiv(time, DAY)) + "T00:00:00.000Z")
            .getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(form, 0, record, place, TIME);
    digits(record, place + 11, 2, ofDay / 3_600_000);
    digits(record, place + 14, 2, ofDay / 60_000 % 60);
    digits(record, place + 17, 2, ofDay / 1_000 % 60);
    digits(record, place + 20, 3, ofDay % 1_000);
  }
}
