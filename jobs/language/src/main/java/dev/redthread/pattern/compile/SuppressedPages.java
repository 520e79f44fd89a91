package dev.redthread.pattern.compile;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Suppression;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Head;
import dev.redthread.pattern.model.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out which fields of a finding decide whether its page is suppressed. */
final class SuppressedPages {
  private final Diagnostics diagnostics;

  SuppressedPages(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The fields that an event rule asks for, as they are written. */
  static List<Word> fieldsOf(Head head) {
    Head.Suppress suppress = head.response().suppress();
    List<Word> by = suppress == null ? null : suppress.by();
    return by == null ? List.of() : by;
  }

  /** A pattern whose findings have a group, with its suppression. */
  CompiledPattern on(CompiledPattern pattern, Head head) {
    List<String> group = pattern.groupBy().stream().map(GroupKey::name).toList();
    List<Word> asked = fieldsOf(head);
    for (Word field : asked) {
      if (!group.contains(field.text())) {
        diagnostics.error(
            Code.NO_SUCH_GROUP_FIELD,
            field.place(),
            "findings of this pattern have no `" + field.text() + "`",
            "they have what it groups by: " + String.join(", ", group));
      }
    }
    boolean said = head.response().suppress() != null && head.response().suppress().by() != null;
    return with(pattern, head.response().suppress(), said ? texts(asked) : group);
  }

  /** An event rule that fires alone, with its suppression. */
  CompiledPattern on(CompiledPattern pattern, Head head, RuleForms forms) {
    List<Word> asked = fieldsOf(head);
    for (Word field : asked) {
      List<String> names =
          forms.forms().stream().map(form -> form.nameOf(field.text())).distinct().toList();
      if (names.size() > 1) {
        diagnostics.error(
            Code.ALIAS_CONFLICT,
            field.place(),
            "the sources of this rule call `" + field.text() + "` differently",
            "name the field as it is in events: " + String.join(" or ", names));
      }
    }
    List<String> by =
        asked.stream().map(field -> forms.forms().get(0).nameOf(field.text())).distinct().toList();
    return with(pattern, head.response().suppress(), by);
  }

  private static CompiledPattern with(
      CompiledPattern pattern, Head.@Nullable Suppress suppress, List<String> by) {
    return suppress == null
        ? pattern
        : pattern.answeredBy(
            pattern.response().suppressing(new Suppression(suppress.period(), by)));
  }

  private static List<String> texts(List<Word> words) {
    return words.stream().map(Word::text).distinct().toList();
  }
}
