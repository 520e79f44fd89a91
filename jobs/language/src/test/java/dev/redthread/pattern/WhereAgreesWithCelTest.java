package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Satisfied;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@code where} means here is what CEL means by it, evaluated by Google's own runtime. */
class WhereAgreesWithCelTest {
  private static final int CASES = 1_500;
  private static final int VALUES_EACH = 8;
  private static final long SEED = Long.getLong("seed", 20_251_109L);
  private static final List<String> FIELDS = List.of("one.x", "one.y", "two.x", "two.y");
  private static final List<String> LITERALS =
      List.of("1", "2", "2.5", "-1", "'1'", "'x'", "'xy'", "''", "true", "false");
  private static final List<String> SIGNS =
      List.of(" == ", " == ", " != ", " < ", " <= ", " > ", " >= ");
  private static final List<@Nullable Object> VALUES =
      new ArrayList<>(List.of(1L, 2L, -1L, 2.5, "1", "2.5", "x", "xy", "", true, false));

  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.HAS)
          .setOptions(OPTIONS)
          .addVar("one", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("two", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private final SplittableRandom random = new SplittableRandom(SEED);

  static {
    VALUES.add(null);
    VALUES.add(null);
  }

  @Test
  void holdsWhereCelSaysTrue() throws CelValidationException, CelEvaluationException {
    int compared = 0;
    int held = 0;
    for (int i = 0; i < CASES; i++) {
      String text = flag(3);
      List<Constraint> constraints = constraints(text);
      if (constraints.isEmpty()) {
        continue;
      }
      CelValidationResult compiled = COMPILER.compile(text);
      if (compiled.hasError()) {
        // Its checker tells whole numbers from others, its runtime does not.
        assertThat(compiled.getErrorString())
            .containsPattern("'_[!=]=_' applied to '\\((int|double), ");
        continue;
      }
      CelRuntime.Program program = RUNTIME.createProgram(compiled.getAst());
      for (int j = 0; j < VALUES_EACH; j++) {
        Map<String, Object> values = values();
        boolean wanted = isTrue(program, values);
        boolean actual =
            constraints.stream().allMatch(each -> Satisfied.by(read(each, values), each));
        assertThat(actual).as("%s of %s, seed %s", text, values, SEED).isEqualTo(wanted);
        compared++;
        held += wanted ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(CASES);
    assertThat(held).isBetween(compared / 20, compared * 19 / 20);
  }

  /** The constraints of a step; empty where a text compares what can never be compared. */
  private static List<Constraint> constraints(String text) {
    String pattern =
        """
        {title: A, id: a, name: a, logsource: {product: any}, detection: {s: {k: v}, condition: s}}
        ---
        title: t
        id: t
        sequence:
          group-by: [k]
          timespan: 1h
          steps:
            - one: {rule: a}
            - two:
                rule: a
                where: >-
                  %s
        """
            .formatted(text);
    Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", pattern), TestSources.ANYTHING);
    if (loaded.hasErrors()) {
      assertThat(loaded.text()).contains("error[where-type]").doesNotContain("where-syntax");
      return List.of();
    }
    PatternSet set = loaded.set();
    return ((Shape.Sequence) set.pattern("t").orElseThrow().shape()).steps().get(1).where();
  }

  private static boolean isTrue(CelRuntime.Program program, Map<String, Object> values)
      throws CelEvaluationException {
    Map<String, Map<String, Object>> events = new HashMap<>();
    events.put("one", new HashMap<>());
    events.put("two", new HashMap<>());
    values.forEach(
        (field, value) ->
            events
                .computeIfAbsent(field.substring(0, 3), any -> new HashMap<>())
                .put(field.substring(4), value));
    try {
      return Boolean.TRUE.equals(program.eval(events));
    } catch (CelEvaluationException absentOrOfAnotherType) {
      return false;
    }
  }

  private static @Nullable Value[] read(Constraint constraint, Map<String, Object> values) {
    return constraint.fields().stream()
        .map(field -> value(values.get(field.step() + "." + field.byRule().get(0))))
        .toArray(Value[]::new);
  }

  private static @Nullable Value value(@Nullable Object value) {
    if (value instanceof Long whole) {
      return Value.of(whole);
    } else if (value instanceof Double number) {
      return Value.of(BigDecimal.valueOf(number));
    } else if (value instanceof Boolean flag) {
      return Value.of(flag);
    }
    return value == null ? null : Value.of((String) value);
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    for (String field : FIELDS) {
      Object value = VALUES.get(random.nextInt(VALUES.size()));
      if (value != null) {
        values.put(field, value);
      }
    }
    return values;
  }

  private String flag(int depth) {
    int dice = random.nextInt(depth == 0 ? 6 : 10);
    return switch (dice) {
      case 0 -> "has(" + pick(FIELDS) + ")";
      case 1 -> pick(FIELDS) + " in [" + pick(LITERALS) + ", " + pick(LITERALS) + "]";
      case 2 ->
          pick(FIELDS)
              + "."
              + pick(List.of("contains", "startsWith", "endsWith"))
              + "("
              + pick(List.of("'x'", "'1'", "two.x", "one.y"))
              + ")";
      case 3 -> pick(FIELDS) + ".matches('^[x-z]+$')";
      case 4, 5 -> operand() + pick(SIGNS) + operand();
      case 6 -> "!(" + flag(depth - 1) + ")";
      case 7 -> "(" + flag(depth - 1) + " || " + flag(depth - 1) + ")";
      default -> "(" + flag(depth - 1) + " && " + flag(depth - 1) + ")";
    };
  }

  private String operand() {
    return switch (random.nextInt(8)) {
      case 0 -> pick(LITERALS);
      case 1 -> pick(List.of("string", "int", "double")) + "(" + pick(FIELDS) + ")";
      default -> pick(FIELDS);
    };
  }

  private String pick(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
