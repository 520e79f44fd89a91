package dev.redthread.engine.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnchorsTest {
  private static final Expr SUCCESS = test("outcome", new Match.Equal("success", false));

  @Test
  void prefersAValueToAPartOfOneAndThatToAFieldThatIsThere() {
    Expr type = test("type", new Match.Equal("export", false));
    Expr name = test("name", new Match.Contains("admin", false));
    Expr address = test("ip", new Match.Cidr(new byte[] {10, 0, 0, 0}, 8));
    assertThat(anchors(and(address, name, type)))
        .containsExactly(List.of(new Atom.Equal("type", "export", false)));
    assertThat(anchors(and(address, name)))
        .containsExactly(List.of(new Atom.Part("name", "admin", false)));
    assertThat(anchors(and(address))).containsExactly(List.of(new Atom.Present("ip")));
  }

  @Test
  void prefersWhatFewerRulesAskFor() {
    Expr[] rules =
        IntStream.range(0, 10)
            .mapToObj(i -> and(SUCCESS, test("name", new Match.Contains("admin " + i, false))))
            .toArray(Expr[]::new);
    assertThat(anchors(rules)).contains(List.of(new Atom.Part("name", "admin 3", false)));
    assertThat(anchors(rules[0]))
        .containsExactly(List.of(new Atom.Equal("outcome", "success", false)));
  }

  @Test
  void takesWhatMustBeLookedUpOnlyWhereThereIsNothingElse() {
    Expr lookedUp = test("looked.up", new Match.Equal("tor", false));
    Expr address = test("ip", new Match.Cidr(new byte[] {10, 0, 0, 0}, 8));
    assertThat(anchors(and(lookedUp, address))).containsExactly(List.of(new Atom.Present("ip")));
    assertThat(anchors(lookedUp))
        .containsExactly(List.of(new Atom.Equal("looked.up", "tor", false)));
  }

  @Test
  void needsAnAnchorOfEveryAlternative() {
    Expr export = test("type", new Match.StartsWith("export", true));
    Expr keyword = new Expr.AnyField(new Match.Contains("dump", false));
    assertThat(anchors(new Expr.Or(List.of(export, keyword))))
        .containsExactly(
            List.of(new Atom.Part("type", "export", true), new Atom.PartOfAny("dump", false)));
    assertThat(anchors(new Expr.Or(List.of(export, new Expr.Not(export))))).isEmpty();
  }

  @Test
  void hasNoneForWhatHoldsForAnEventWithoutTheField() {
    assertThat(
            anchors(
                test("a", new Match.IsNull()),
                test("a", new Match.Exists(false)),
                new Expr.Not(SUCCESS),
                and(),
                new Expr.AnyField(new Match.Regex(Pattern.compile("x")))))
        .isEmpty();
  }

  @Test
  void takesTheLongestTextOfAWildcard() {
    Match wildcard = new Match.Wildcard(Pattern.compile(""), "a?b\\*c*de", false);
    assertThat(anchors(test("name", wildcard)))
        .containsExactly(List.of(new Atom.Part("name", "b*c", false)));
    Match anything = new Match.Wildcard(Pattern.compile(""), "?*", false);
    assertThat(anchors(test("name", anything))).containsExactly(List.of(new Atom.Present("name")));
  }

  private static List<List<Atom>> anchors(Expr... conditions) {
    List<CompiledRule> rules =
        Arrays.stream(conditions)
            .map(condition -> new CompiledRule(0, "r", Optional.empty(), 0, condition))
            .toList();
    Anchors anchors = Anchors.of(rules, Set.of("looked.up"));
    return Arrays.stream(conditions).flatMap(each -> anchors.anchor(each).stream()).toList();
  }

  private static Expr and(Expr... parts) {
    return new Expr.And(List.of(parts));
  }

  private static Expr test(String field, Match match) {
    return new Expr.Test(field, match);
  }
}
