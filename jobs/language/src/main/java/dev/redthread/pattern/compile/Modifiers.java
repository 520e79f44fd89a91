package dev.redthread.pattern.compile;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The modifiers of one field, known to fit together. */
record Modifiers(List<Modifier> inOrder) {
  Modifiers {
    inOrder = List.copyOf(inOrder);
  }

  boolean has(Modifier modifier) {
    return inOrder.contains(modifier);
  }

  /** The one modifier of a kind that stands once at the most, or null. */
  @Nullable Modifier one(Modifier.Kind kind) {
    return inOrder.stream().filter(modifier -> modifier.kind() == kind).findFirst().orElse(null);
  }

  List<Modifier> encodings() {
    return inOrder.stream().filter(m -> m.kind() == Modifier.Kind.ENCODING).toList();
  }

  /** The modifiers, or null when one is unknown or two do not go together. */
  static @Nullable Modifiers of(List<Word> words, Diagnostics diagnostics) {
    int before = diagnostics.errors();
    List<Modifier> modifiers = new ArrayList<>();
    for (Word word : words) {
      Modifier modifier = Modifier.byId(word.text()).orElse(null);
      if (modifier == null) {
        diagnostics.error(
            Code.UNKNOWN_MODIFIER,
            word.place(),
            "`" + word.text() + "` is no modifier",
            NearestName.hint(word.text(), Modifier.ids()));
      } else {
        String conflict = conflict(modifier, modifiers);
        if (conflict != null) {
          diagnostics.error(Code.BAD_MODIFIER, word.place(), conflict);
        }
        modifiers.add(modifier);
      }
    }
    return diagnostics.errors() == before ? new Modifiers(modifiers) : null;
  }

  private static @Nullable String conflict(Modifier next, List<Modifier> before) {
    if (before.contains(next)) {
      return "`" + next.id() + "` stands twice";
    }
    if (next.kind() == Modifier.Kind.FLAG) {
      return before.contains(Modifier.RE) ? null : "`" + next.id() + "` needs `re` before it";
    }
    for (Modifier other : before) {
      if (!together(other, next)) {
        return "`" + next.id() + "` does not go with `" + other.id() + "`";
      }
      if (next.kind() == Modifier.Kind.PART && other.kind() == Modifier.Kind.TYPE) {
        return "write `" + next.id() + "` before `" + other.id() + "`";
      }
      boolean late = next.kind() == Modifier.Kind.ENCODING && next != Modifier.WINDASH;
      if (late && other.kind() == Modifier.Kind.POSITION && next != Modifier.EXPAND) {
        return "write `" + next.id() + "` before `" + other.id() + "`";
      }
    }
    return null;
  }

  private static boolean together(Modifier a, Modifier b) {
    if (a == Modifier.EXISTS || b == Modifier.EXISTS) {
      return false;
    }
    boolean partA = a.kind() == Modifier.Kind.PART;
    boolean partB = b.kind() == Modifier.Kind.PART;
    if (partA || partB) {
      Modifier other = partA ? b : a;
      return other == Modifier.ALL || other == Modifier.NEQ || other.isComparison();
    }
    boolean typeA = a.kind() == Modifier.Kind.TYPE;
    boolean typeB = b.kind() == Modifier.Kind.TYPE;
    if (typeA || typeB) {
      Modifier other = typeA ? b : a;
      Modifier type = typeA ? a : b;
      return other == Modifier.ALL
          || other == Modifier.NEQ
          || other.kind() == Modifier.Kind.FLAG
          || (other == Modifier.CASED && (type == Modifier.FIELDREF || type == Modifier.RE));
    }
    return a.kind() != Modifier.Kind.POSITION || b.kind() != Modifier.Kind.POSITION;
  }
}
