package dev.redthread.pattern.model;

import dev.redthread.pattern.yaml.YamlNode;
import java.util.List;

/** A search identifier of a detection. */
public sealed interface Selection {

  /** A map: all must hold. */
  record AllOf(List<Selection> parts) implements Selection {
    public AllOf {
      parts = List.copyOf(parts);
    }
  }

  /** A list: one must hold. */
  record AnyOf(List<Selection> parts) implements Selection {
    public AnyOf {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A field and its values.
   *
   * @param field its name; empty for keywords, which are looked for in every field
   * @param modifiers in the order of the file
   * @param values any of which suffices, unless a modifier says all
   */
  record Item(Word field, List<Word> modifiers, List<YamlNode.Scalar> values) implements Selection {
    public Item {
      modifiers = List.copyOf(modifiers);
      values = List.copyOf(values);
    }
  }
}
