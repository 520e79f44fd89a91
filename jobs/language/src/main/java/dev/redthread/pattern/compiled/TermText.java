package dev.redthread.pattern.compiled;

import dev.redthread.event.Value;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Constraints as they can be written. */
public final class TermText {
  private final List<Constraint.Read> fields;

  private TermText(List<Constraint.Read> fields) {
    this.fields = fields;
  }

  /** A constraint on one line. */
  public static String of(Constraint constraint) {
    return new TermText(constraint.fields()).text(constraint.term());
  }

  private String text(Term term) {
    if (term instanceof Term.Literal literal) {
      return text(literal.value());
    } else if (term instanceof Term.Field field) {
      return field(field.place());
    } else if (term instanceof Term.Has has) {
      return "has(" + field(has.place()) + ")";
    } else if (term instanceof Term.Not not) {
      return "!(" + text(not.part()) + ")";
    } else if (term instanceof Term.All all) {
      return joined(all.parts(), " && ");
    } else if (term instanceof Term.Any any) {
      return joined(any.parts(), " || ");
    } else if (term instanceof Term.Compare compare) {
      return text(compare.left()) + " " + compare.comparison().sign() + " " + text(compare.right());
    } else if (term instanceof Term.OneOf oneOf) {
      return text(oneOf.part())
          + oneOf.values().stream()
              .map(TermText::text)
              .collect(Collectors.joining(", ", " in [", "]"));
    } else if (term instanceof Term.Contains contains) {
      return text(contains.text())
          + "."
          + contains.where().function()
          + "("
          + text(contains.part())
          + ")";
    } else if (term instanceof Term.Matches matches) {
      return text(matches.text()) + ".matches(" + quoted(matches.pattern().pattern()) + ")";
    }
    Term.Convert convert = (Term.Convert) term;
    return convert.to().function() + "(" + text(convert.part()) + ")";
  }

  private String joined(List<Term> parts, String by) {
    return parts.stream().map(this::text).collect(Collectors.joining(by, "(", ")"));
  }

  private String field(int place) {
    Constraint.Read read = fields.get(place);
    return read.step() + "." + String.join("|", new TreeSet<>(read.byRule()));
  }

  private static String text(Value value) {
    return value instanceof Value.Text text ? quoted(text.value()) : value.text();
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(
            point ->
                Character.isISOControl(point)
                    ? String.format("\\u%04x", point)
                    : point == '"' || point == '\\'
                        ? "\\" + Character.toString(point)
                        : Character.toString(point))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
