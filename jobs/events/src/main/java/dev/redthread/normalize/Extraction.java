package dev.redthread.normalize;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a regular expression takes out of a text: its first group, or all of it.
 *
 * <p>An expression costs many times what the rest of a field does, and the texts of logs come again
 * and again: the same mail addresses, the same few settings. So what was found in the last texts is
 * remembered, each in the one place that its hash gives it.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Extraction {
  private static final int PLACES = 1 << 9;
  private static final int LONGEST = 256;

  private final Pattern pattern;
  private final int group;
  private final @Nullable String[] texts = new String[PLACES];
  private final @Nullable String[] found = new String[PLACES];

  Extraction(Pattern pattern) {
    this.pattern = pattern;
    group = pattern.groupCount() == 0 ? 0 : 1;
  }

  /** The part, or null where the expression finds none. */
  @Nullable String of(String text) {
    if (text.length() > LONGEST) {
      return extract(text);
    }
    int hash = text.hashCode();
    int place = (hash ^ hash >>> 16) & (PLACES - 1);
    if (!text.equals(texts[place])) {
      found[place] = extract(text);
      texts[place] = text;
    }
    return found[place];
  }

  private @Nullable String extract(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(group) : null;
  }
}
