package dev.redthread.normalize;

import dev.redthread.event.Value;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a source writes a time. Without a zone it is UTC.
 *
 * <p><i>Units:</i> reads into milliseconds since 1970 UTC, from 1970 to 9999; what is finer is cut.
 */
public final class TimeFormat implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long LATEST = 253_402_300_799_999L;
  private static final BigDecimal FIRST_IN_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

  private final Style style;
  private final String pattern;
  private transient @Nullable DateTimeFormatter formatter;

  /** The formats that have a name. */
  enum Style {
    ISO,
    EPOCH_S,
    EPOCH_MS,
    EPOCH,
    PATTERN
  }

  private TimeFormat(Style style, String pattern) {
    this.style = style;
    this.pattern = pattern;
  }

  /**
   * A format by its name ({@code iso}, {@code epoch_s}, {@code epoch_ms}, {@code epoch} for
   * either), else a pattern as {@link DateTimeFormatter} writes them, in English.
   *
   * <p><i>Errors:</i> {@link IllegalArgumentException} when it is neither.
   */
  static TimeFormat of(String written) {
    for (Style style : Style.values()) {
      if (style != Style.PATTERN && style.name().toLowerCase(Locale.ROOT).equals(written)) {
        return new TimeFormat(style, written);
      }
    }
    TimeFormat patterned = new TimeFormat(Style.PATTERN, written);
    patterned.formatter = DateTimeFormatter.ofPattern(written, Locale.ENGLISH);
    return patterned;
  }

  OptionalLong read(Value value) {
    OptionalLong time =
        switch (style) {
          case ISO -> value instanceof Value.Text text ? iso(text.value()) : OptionalLong.empty();
          case EPOCH_S, EPOCH_MS, EPOCH -> epoch(value);
          case PATTERN -> patterned(value.text());
        };
    return time.isPresent() && time.getAsLong() >= 0 && time.getAsLong() <= LATEST
        ? time
        : OptionalLong.empty();
  }

  private static OptionalLong iso(String text) {
    String written = text.strip();
    if (written.length() < 10 || written.length() > 40) {
      return OptionalLong.empty();
    }
    return IsoTime.parse(written);
  }

  private OptionalLong epoch(Value value) {
    BigDecimal number;
    Value shaped = FieldKind.NUMBER.shape(value).orElse(value);
    if (shaped instanceof Value.Whole whole) {
      number = BigDecimal.valueOf(whole.value());
    } else if (shaped instanceof Value.Decimal decimal) {
      number = decimal.value();
    } else {
      return OptionalLong.empty();
    }
    boolean milliseconds =
        style == Style.EPOCH_MS
            || (style == Style.EPOCH && number.compareTo(FIRST_IN_MILLISECONDS) >= 0);
    BigDecimal time = milliseconds ? number : number.movePointRight(3);
    if (time.signum() < 0 || time.compareTo(BigDecimal.valueOf(LATEST)) > 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(time.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  private OptionalLong patterned(String text) {
    DateTimeFormatter known = formatter;
    if (known == null) {
      known = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      formatter = known;
    }
    try {
      TemporalAccessor read =
          known.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (read instanceof OffsetDateTime time) {
        return OptionalLong.of(time.toInstant().toEpochMilli());
      }
      LocalDateTime local =
          read instanceof LocalDateTime time ? time : LocalDate.from(read).atStartOfDay();
      return OptionalLong.of(local.toInstant(ZoneOffset.UTC).toEpochMilli());
    } catch (DateTimeException unreadable) {
      return OptionalLong.empty();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeFormat that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
