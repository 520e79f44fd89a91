package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.Pull;
import dev.redthread.normalize.Pull.Next;
import dev.redthread.normalize.Pull.Paging;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that was answered: its records and where the next one is.
 *
 * @param records byte for byte
 * @param next where it goes on
 */
record Listing(List<byte[]> records, Optional<URI> next) {
  private static final Pattern LINK = Pattern.compile("<([^>]*)>((?:\\s*;[^,<]*)*)");

  static Listing read(Pull pull, Outcome.Ok ok) throws UnreadableBody {
    if (ok.status() == 204) {
      return new Listing(List.of(), next(pull, ok, null));
    }
    PageBody body = PageBody.read(ok.body(), pull.records(), pull.mayLack());
    return new Listing(body.records(), next(pull, ok, body));
  }

  /** Whether there is nothing more to read now. */
  boolean isLast(Pull pull) {
    return next.isEmpty() || (pull.paging() == Paging.FOLLOW && records.isEmpty());
  }

  private static Optional<URI> next(Pull pull, Outcome.Ok ok, @Nullable PageBody body)
      throws UnreadableBody {
    try {
      Next next = pull.next();
      if (next instanceof Next.Link link) {
        return ok.headers().allValues("Link").stream()
            .flatMap(header -> link(header, link.relation()).stream())
            .findFirst()
            .map(ok.url()::resolve);
      }
      if (next instanceof Next.Header header) {
        return ok.headers().firstValue(header.name()).map(ok.url()::resolve);
      }
      if (next instanceof Next.Url url && body != null) {
        return body.text(url.path()).map(ok.url()::resolve);
      }
      if (next instanceof Next.Token token && body != null) {
        boolean more = token.whileTrue().isEmpty() || body.isTrue(token.whileTrue());
        return more
            ? body.text(token.path()).map(text -> next(pull, ok.url(), token, text))
            : Optional.empty();
      }
      return Optional.empty();
    } catch (IllegalArgumentException noUrl) {
      throw new UnreadableBody(Reason.BAD_ENVELOPE, "the next page is no URL");
    }
  }

  private static URI next(Pull pull, URI asked, Next.Token token, String text) {
    return pull.body().isEmpty()
        ? Template.with(asked, token.parameter(), text)
        : PostBody.set(asked, token.parameter(), text);
  }

  /**
   * What is known of a page that was too long to be read, where its headers alone say what comes
   * after it; nothing where its body does.
   */
  static Optional<Listing> unread(Pull pull, Outcome.TooLong page) throws UnreadableBody {
    boolean known = pull.next() instanceof Next.Link || pull.next() instanceof Next.Header;
    Outcome.Ok headers =
        new Outcome.Ok(page.url(), 200, page.headers(), new byte[0], Duration.ZERO);
    return known
        ? Optional.of(new Listing(List.of(), next(pull, headers, null)))
        : Optional.empty();
  }

  /** <i>Source:</i> RFC 8288. */
  private static Optional<String> link(String header, String relation) {
    Pattern named =
        Pattern.compile(
            ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?"
                + Pattern.quote(relation)
                + "(?:\\s[^\"]*)?\"|"
                + Pattern.quote(relation)
                + "\\s*(?:;|$))",
            Pattern.CASE_INSENSITIVE);
    Matcher links = LINK.matcher(header);
    while (links.find()) {
      if (named.matcher(links.group(2)).find()) {
        return Optional.of(links.group(1));
      }
    }
    return Optional.empty();
  }
}
