package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.Value;
import dev.redthread.normalize.JsonSlices.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the vendor's record in what a file or topic delivers, without changing its bytes:
 *
 * <ul>
 *   <li>the recorded log {@code {"source": …, "received": …, "event": {…}}};
 *   <li>what Elastic Agent sends: the record as a text under {@code message}, or under {@code
 *       event.original} once a pipeline has seen it, and the source under {@code
 *       data_stream.dataset} or {@code event.dataset}; also inside a recorded log;
 *   <li>a {@link Transport} of the configuration, one inside another too;
 *   <li>else the bare record of the source that the file or topic is configured for.
 * </ul>
 *
 * <p><i>Errors:</i> none for data; it becomes {@link Decoded.Refused}.
 *
 * <p><i>Thread safety:</i> may be shared.
 */
public final class RecordDecoder {
  private static final String ECS = "ecs";

  /** A longer line or message is refused, in bytes. */
  public static final int MOST_LINE_BYTES = Limits.DEFAULT.mostBodyBytes();

  /** How often a record may be wrapped. */
  private static final int MOST_WRAPPINGS = 4;

  private static final TimeFormat ISO = TimeFormat.of("iso");
  private static final TimeFormat EPOCH_MS = TimeFormat.of("epoch_ms");

  private final Set<String> sources;
  private final Set<String> takenAsTheyAre;
  private final List<Transport> transports;
  private final Set<String> csv;
  private final Set<String> transportKeys;
  private final Limits limits;
  private final JsonFactory factory;

  public RecordDecoder(Sources sources) {
    this(
        sources.catalog(),
        sources.transports(),
        sources.mappings().stream()
            .filter(mapping -> mapping.csv() != null)
            .map(SourceMapping::name)
            .collect(Collectors.toUnmodifiableSet()),
        Limits.DEFAULT);
  }

  /** A decoder that knows of no transport but the recorded log and Elastic Agent. */
  public RecordDecoder(SourceCatalog catalog) {
    this(catalog, List.of(), Set.of(), Limits.DEFAULT);
  }

  private RecordDecoder(
      SourceCatalog catalog, List<Transport> transports, Set<String> csv, Limits limits) {
    this.transports = List.copyOf(transports);
    this.csv = csv;
    this.transportKeys =
        transports.stream()
            .flatMap(transport -> transport.keys().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.sources =
        catalog.sources().stream().map(SourceInfo::name).collect(Collectors.toUnmodifiableSet());
    this.takenAsTheyAre =
        catalog.sources().stream()
            .filter(SourceInfo::everyLogsource)
            .map(SourceInfo::name)
            .collect(Collectors.toUnmodifiableSet());
    this.limits = limits;
    this.factory = RecordReader.factory(limits);
  }

  /**
   * Looks at one line or message.
   *
   * @param source the source the file or topic is configured for, or null when each record names
   *     its own
   */
  public Decoded decode(@Nullable String source, byte[] bytes) {
    if (bytes.length > limits.mostBodyBytes()) {
      return refused(
          source,
          Reason.TOO_LARGE,
          bytes.length + " bytes, the limit is " + limits.mostBodyBytes(),
          bytes);
    }
    if (!Gzip.isPacked(bytes)) {
      return unpacked(source, bytes);
    }
    try {
      return unpacked(source, Gzip.unpack(bytes, limits.mostBodyBytes()));
    } catch (Gzip.CannotUnpack problem) {
      return refused(source, problem.refusal().reason(), problem.refusal().detail(), bytes);
    }
  }

  private Decoded unpacked(@Nullable String source, byte[] bytes) {
    if (source != null && !sources.contains(source)) {
      return refused(source, Reason.UNKNOWN_SOURCE, "no source is called " + source, bytes);
    }
    Slice whole = new Slice(bytes, 0, bytes.length);
    WrappingKeys keys = new WrappingKeys(transportKeys);
    if (!JsonSlices.walk(whole, keys::put)) {
      return source == null
          ? noObject(keys, bytes)
          : new Decoded.Found(source, OptionalLong.empty(), bytes);
    }
    if (isEnvelope(source, keys) && (namesSource(keys) || transport(keys).isEmpty())) {
      return envelope(keys, bytes);
    }
    return record(source, OptionalLong.empty(), whole, keys, 0)
        .orElseGet(
            () ->
                refused(
                    null,
                    Reason.BAD_ENVELOPE,
                    "a record here has the form"
                        + " {\"source\": name, \"received\": time, \"event\": {…}}",
                    bytes));
  }

  /** A bare record of a configured source may have keys of these names too. */
  private boolean isEnvelope(@Nullable String source, WrappingKeys keys) {
    Slice name = keys.source;
    Slice event = keys.event;
    if (name == null || !name.isText() || event == null) {
      return false;
    }
    return source == null || (keys.received != null && event.isObject() && namesSource(keys));
  }

  private boolean namesSource(WrappingKeys keys) {
    return keys.source != null && text(keys.source).filter(sources::contains).isPresent();
  }

  private Decoded envelope(WrappingKeys keys, byte[] bytes) {
    String name = keys.source == null ? "" : text(keys.source).orElse("");
    if (!sources.contains(name)) {
      return refused(name, Reason.UNKNOWN_SOURCE, "no source is called " + name, bytes);
    }
    Slice event = keys.event;
    if (event == null || !event.isObject()) {
      return refused(name, Reason.BAD_ENVELOPE, "the key event must hold an object", bytes);
    }
    OptionalLong received = OptionalLong.empty();
    if (keys.received != null) {
      received = time(keys.received);
      if (received.isEmpty()) {
        return refused(
            name,
            Reason.BAD_ENVELOPE,
            "received must be a time such as 2026-11-09T10:00:00Z",
            bytes);
      }
    }
    WrappingKeys inner = new WrappingKeys(transportKeys);
    OptionalLong at = received;
    return JsonSlices.walk(event, inner::put)
        ? record(name, at, event, inner, 0)
            .orElseGet(() -> new Decoded.Found(name, at, event.copy()))
        : new Decoded.Found(name, at, event.copy());
  }

  /** The record in a slice: what a shipper wrapped, else the slice itself. */
  private Optional<Decoded> record(
      @Nullable String source,
      OptionalLong received,
      Slice slice,
      WrappingKeys keys,
      int wrappings) {
    if (source != null && takenAsTheyAre.contains(source)) {
      return Optional.of(new Decoded.Found(source, received, slice.copy()));
    }
    keys.lookInside();
    String dataset = keys.dataset == null ? "" : text(keys.dataset).orElse("");
    String named = sources.contains(dataset) ? dataset : source;
    // A dataset that is not configured keeps its ECS fields when they are all that can be read.
    boolean shipped = keys.agent || !dataset.isEmpty();
    if (named != null && shipped && !named.equals(ECS)) {
      Optional<byte[]> inner = json(keys.message).or(() -> json(keys.original));
      if (inner.isPresent()) {
        return Optional.of(new Decoded.Found(named, received, inner.get()));
      }
    }
    Optional<Transport> transport = transport(keys);
    if (transport.isPresent()) {
      return Optional.of(unwrapped(transport.get(), source, received, slice, keys, wrappings));
    }
    if (source != null) {
      return Optional.of(new Decoded.Found(source, received, slice.copy()));
    }
    return shipped && sources.contains(ECS)
        ? Optional.of(new Decoded.Found(ECS, received, slice.copy()))
        : Optional.empty();
  }

  private Optional<Transport> transport(WrappingKeys keys) {
    for (Transport transport : transports) {
      if (keys.wrapping.keySet().containsAll(transport.has())
          && (!transport.alone() || keys.count == transport.has().size())
          && (!transport.text() || transport.record().stream().anyMatch(keys::holdsText))) {
        return Optional.of(transport);
      }
    }
    return Optional.empty();
  }

  /** What a transport holds, unwrapped again where it is wrapped again. */
  private Decoded unwrapped(
      Transport transport,
      @Nullable String source,
      OptionalLong received,
      Slice slice,
      WrappingKeys keys,
      int wrappings) {
    String named = named(transport, keys).orElse(source);
    if (named == null) {
      return refused(
          null,
          Reason.UNKNOWN_SOURCE,
          "wrapped as " + transport.name() + ", which names no source here: configure the topic's",
          slice.copy());
    }
    if (wrappings == MOST_WRAPPINGS) {
      return refused(
          named,
          Reason.BAD_ENVELOPE,
          "wrapped more than " + MOST_WRAPPINGS + " times",
          slice.copy());
    }
    Optional<byte[]> found =
        transport.record().stream()
            .map(keys.wrapping::get)
            .flatMap(held -> inner(named, held).stream())
            .findFirst();
    if (found.isEmpty()) {
      return refused(
          named,
          Reason.BAD_ENVELOPE,
          "wrapped as " + transport.name() + " with no record in " + transport.record(),
          slice.copy());
    }
    byte[] record = found.get();
    Slice inside = new Slice(record, 0, record.length);
    WrappingKeys inner = new WrappingKeys(transportKeys);
    Optional<Decoded> decoded =
        JsonSlices.walk(inside, inner::put)
            ? record(named, received, inside, inner, wrappings + 1)
            : Optional.empty();
    return decoded.orElseGet(() -> new Decoded.Found(named, received, record));
  }

  private Optional<String> named(Transport transport, WrappingKeys keys) {
    String key = transport.sourceKey();
    Slice value = key == null ? null : keys.wrapping.get(key);
    if (value == null) {
      return Optional.empty();
    }
    return text(value)
        .flatMap(
            text ->
                transport
                    .source(text)
                    .or(() -> sources.contains(text) ? Optional.of(text) : Optional.empty()));
  }

  /** An object or a list as it is, or the text of either; of a source of CSV any text. */
  private Optional<byte[]> inner(String source, @Nullable Slice held) {
    if (held == null) {
      return Optional.empty();
    }
    if (held.isObject() || held.isList()) {
      return Optional.of(held.copy());
    }
    return csv.contains(source)
        ? text(held)
            .filter(text -> !text.isBlank())
            .map(text -> Texts.whole(text).getBytes(StandardCharsets.UTF_8))
        : json(held);
  }

  private Decoded noObject(WrappingKeys keys, byte[] bytes) {
    String name = keys.source == null ? "" : text(keys.source).orElse("");
    Refusal refusal =
        Refusal.before(bytes, new Limits(Integer.MAX_VALUE, 1, limits.mostAhead()))
            .or(() -> parsed(bytes))
            .orElse(
                new Refusal(
                    Reason.NOT_AN_OBJECT, "a line here is one JSON object and nothing else"));
    return refused(name, refusal.reason(), refusal.detail(), bytes);
  }

  private Optional<Refusal> parsed(byte[] bytes) {
    try (JsonParser json = factory.createParser(bytes)) {
      JsonToken token = json.nextToken();
      while (token != null) {
        token = json.nextToken();
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(Refusal.of(e, limits));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  /** The text of a slice, without its escapes. */
  private Optional<String> text(Slice slice) {
    if (!slice.isText()) {
      return Optional.empty();
    }
    try (JsonParser json =
        factory.createParser(slice.bytes(), slice.from(), slice.to() - slice.from())) {
      return json.nextToken() == JsonToken.VALUE_STRING
          ? Optional.of(json.getText())
          : Optional.empty();
    } catch (JsonProcessingException notAText) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  /** The JSON that a text holds. */
  private Optional<byte[]> json(@Nullable Slice slice) {
    if (slice == null) {
      return Optional.empty();
    }
    return text(slice)
        .map(String::strip)
        .filter(text -> text.startsWith("{") || text.startsWith("["))
        .map(text -> Texts.whole(text).getBytes(StandardCharsets.UTF_8));
  }

  private OptionalLong time(Slice slice) {
    Value written = Value.of(slice.isText() ? text(slice).orElse("") : slice.raw());
    return slice.isText() ? ISO.read(written) : EPOCH_MS.read(written);
  }

  private static Decoded refused(
      @Nullable String source, Reason reason, String detail, byte[] bytes) {
    return new Decoded.Refused(source == null ? "" : source, reason, detail, bytes);
  }
}
