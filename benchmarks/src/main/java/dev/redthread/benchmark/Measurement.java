package dev.redthread.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of one contestant in one case.
 *
 * @param benchmark which benchmark it belongs to
 * @param scenario the case, e.g. {@code 10 sequences}
 * @param contestant who was measured
 * @param figures by name, with the unit in the name
 */
record Measurement(
    String benchmark, String scenario, String contestant, Map<String, Double> figures) {

  Measurement {
    figures = new LinkedHashMap<>(figures);
  }
}
