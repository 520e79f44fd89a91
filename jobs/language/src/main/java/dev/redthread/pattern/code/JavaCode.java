package dev.redthread.pattern.code;

import dev.redthread.pattern.compiled.Jar;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the jars of Java patterns.
 *
 * <p><i>Invariants:</i> says the same of the same jar in every process.
 */
public interface JavaCode extends Serializable {

  /** Nobody who could run them: every document that names a class is refused. */
  JavaCode NONE = (jar, className) -> Description.bad("nothing here can run Java patterns", null);

  /** What a class of a jar is as a pattern. */
  Description describe(Jar jar, String className);

  /**
   * What a class is as a pattern, or why it is none.
   *
   * @param steps the names of what its chains are made of, in their order; empty when it is none
   * @param problem why it is none, or null
   * @param hint what to do about it, or null
   */
  record Description(List<String> steps, @Nullable String problem, @Nullable String hint) {
    public Description {
      steps = List.copyOf(steps);
    }

    /** A pattern. */
    public static Description good(List<String> steps) {
      return new Description(steps, null, null);
    }

    /** No pattern. */
    public static Description bad(String problem, @Nullable String hint) {
      return new Description(List.of(), problem, hint);
    }
  }
}
