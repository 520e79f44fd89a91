package dev.redthread.engine.reference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Completions that are, transitively, one finding. */
final class Components {

  private Components() {}

  static List<RefFinding> findings(RefPattern pattern, List<RefCompletion> completions) {
    List<List<RefCompletion>> components = new ArrayList<>();
    for (RefCompletion completion : completions) {
      List<RefCompletion> joined = new ArrayList<>(List.of(completion));
      for (List<RefCompletion> component : List.copyOf(components)) {
        if (component.stream().anyMatch(other -> share(other, completion))) {
          components.remove(component);
          joined.addAll(component);
        }
      }
      components.add(joined);
    }
    return components.stream()
        .map(component -> finding(pattern, component))
        .sorted(Comparator.comparing(RefFinding::id))
        .toList();
  }

  private static boolean share(RefCompletion one, RefCompletion other) {
    return !Collections.disjoint(one.ties(), other.ties());
  }

  private static RefFinding finding(RefPattern pattern, List<RefCompletion> component) {
    RefCompletion earliest =
        Collections.min(component, Comparator.comparing(RefCompletion::event, RefEvent.ORDER));
    Set<RefEvent> evidence = new TreeSet<>(RefEvent.ORDER);
    component.forEach(completion -> evidence.addAll(completion.evidence()));
    @Nullable Long settlesAt =
        component.stream()
            .map(RefCompletion::settlesAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    int risk = Math.min(100, pattern.risk() + earliest.risk());
    return new RefFinding(
        id(pattern, earliest.event()), earliest.chain(), List.copyOf(evidence), settlesAt, risk);
  }

  static String id(RefPattern pattern, RefEvent earliest) {
    List<String> parts = new ArrayList<>(List.of(pattern.id()));
    parts.addAll(pattern.group());
    parts.addAll(List.of(Long.toString(earliest.time()), earliest.source(), earliest.id()));
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        hash.update(bytes);
      }
      return HexFormat.of().formatHex(hash.digest()).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
