package dev.redthread.pattern.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.redthread.event.ValueType;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the {@code where} of a step with Google's parser of CEL, within limits that no text can
 * get around.
 */
final class WhereParser {
  /** The longest expression, in code points. */
  private static final int LONGEST = 2_000;

  private static final int DEEPEST = 30;
  private static final int MOST_NODES = 200;

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setStandardMacros(CelStandardMacro.HAS)
          .setOptions(
              CelOptions.current()
                  .maxExpressionCodePointSize(LONGEST)
                  .maxParseRecursionDepth(DEEPEST)
                  .maxParseExpressionNodeCount(MOST_NODES)
                  .maxParseErrorRecoveryLimit(1)
                  .enableReservedIds(true)
                  .enableOptionalSyntax(false)
                  .enableComprehension(false)
                  .build())
          .build();

  private final List<Body.Stage> steps;
  private final int at;
  private final TypeOf types;
  private final Diagnostics diagnostics;

  /** What a field of a step is, where that is known. */
  interface TypeOf {
    Optional<ValueType> of(Body.Stage step, String field);
  }

  /**
   * @param at the place of the step whose {@code where} it is
   */
  WhereParser(List<Body.Stage> steps, int at, TypeOf types, Diagnostics diagnostics) {
    this.steps = steps;
    this.at = at;
    this.types = types;
    this.diagnostics = diagnostics;
  }

  /** The parts that are joined by {@code &&}; none when something is wrong, which is reported. */
  List<Wheres.Asked> parse(YamlNode.Scalar where) {
    String text = where.text();
    if (text.codePointCount(0, text.length()) > LONGEST) {
      tooLarge(where.place(), "is longer than " + LONGEST + " characters");
      return List.of();
    }
    CelAbstractSyntaxTree tree = tree(where);
    if (tree == null) {
      return List.of();
    }
    int before = diagnostics.errors();
    List<CelExpr> parts = new ArrayList<>();
    split(tree.getExpr(), parts);
    List<Wheres.Asked> asked = new ArrayList<>();
    for (CelExpr part : parts) {
      WhereTerms terms = new WhereTerms(steps, at, types, tree.getSource(), where, diagnostics);
      Term term = terms.constraint(part);
      if (term != null) {
        asked.add(new Wheres.Asked(terms.reads(), term));
      }
    }
    return diagnostics.errors() == before ? asked : List.of();
  }

  private @Nullable CelAbstractSyntaxTree tree(YamlNode.Scalar where) {
    CelValidationResult result = PARSER.parse(where.text());
    try {
      return result.getAst();
    } catch (CelValidationException refused) {
      CelIssue first = refused.getErrors().isEmpty() ? null : refused.getErrors().get(0);
      String message = first == null ? "it cannot be parsed" : first.getMessage();
      Place place = first == null ? where.place() : place(where, first);
      if (message.contains("recursion limit")
          || message.contains("exceeds")
          || message.contains("exceeded")) {
        tooLarge(place, "has more than " + MOST_NODES + " parts or is nested too deeply");
      } else {
        diagnostics.error(
            Code.WHERE_SYNTAX,
            place,
            "this is no expression of CEL: " + message.lines().findFirst().orElse(""),
            "where: 'export.source.ip == login.source.ip'");
      }
      return null;
    }
  }

  private static Place place(YamlNode.Scalar where, CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    if (line != 1 || column < 0) {
      return where.place();
    }
    int points = where.text().codePointCount(0, where.text().length());
    return where.placeAt(where.text().offsetByCodePoints(0, Math.min(column, points)));
  }

  private void tooLarge(Place place, String why) {
    diagnostics.error(
        Code.WHERE_LIMIT,
        place,
        "the `where` " + why,
        "what an event says by itself belongs into its rule");
  }

  private static void split(CelExpr expr, List<CelExpr> parts) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("_&&_")) {
      expr.call().args().forEach(part -> split(part, parts));
    } else {
      parts.add(expr);
    }
  }
}
