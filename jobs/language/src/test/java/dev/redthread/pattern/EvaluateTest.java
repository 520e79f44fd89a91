package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a selection of one line says about events, as it stands in pattern files. */
class EvaluateTest {

  private static Selected where(String... lines) {
    return Selected.of(lines);
  }

  private static Value number(String text) {
    return Value.of(new BigDecimal(text));
  }

  @Test
  void comparesTextsWithoutCase() {
    assertThat(where("a: Admin").matches("a", "aDMIN")).isTrue();
    assertThat(where("a: ÄRGER").matches("a", "ärger")).isTrue();
    assertThat(where("a|cased: Admin").matches("a", "admin")).isFalse();
    assertThat(where("a|cased: Admin").matches("a", "Admin")).isTrue();
    assertThat(where("a|contains: MIN").matches("a", "administrator")).isTrue();
    assertThat(where("a|startswith|cased: 'Ad*n'").matches("a", "Admin!")).isTrue();
    assertThat(where("a|startswith|cased: 'Ad*n'").matches("a", "admin!")).isFalse();
  }

  @Test
  void keepsTheTurkishLetterApart() {
    assertThat(where("a: admin").matches("a", "admİn")).isFalse();
    assertThat(where("a: admİn").matches("a", "ADMİN")).isTrue();
    assertThat(where("a|endswith: 'İx'").matches("a", "yyİX")).isTrue();
  }

  @Test
  void readsEscapesOnlyBeforeWildcardsAndBackslashes() {
    assertThat(where("a: 'a\\*b'").matches("a", "a*b")).isTrue();
    assertThat(where("a: 'a\\*b'").matches("a", "axb")).isFalse();
    assertThat(where("a: 'a\\?'").matches("a", "a?")).isTrue();
    assertThat(where("a: 'C:\\x\\n'").matches("a", "c:\\x\\n")).isTrue();
    assertThat(where("a: 'C:\\\\*'").matches("a", "C:\\Windows")).isTrue();
    assertThat(where("a: 'C:\\\\\\*'").matches("a", "C:\\*")).isTrue();
    assertThat(where("a: '\\\\\\\\srv'").matches("a", "\\\\srv")).isTrue();
    assertThat(where("a: 'end\\'").matches("a", "end\\")).isTrue();
  }

  @Test
  void matchesWildcardsOverTheWholeValue() {
    assertThat(where("a: 'a*c?e'").matches("a", "A\nbcde")).isTrue();
    assertThat(where("a: 'a?c'").matches("a", "a\uD83D\uDE00c")).isTrue();
    assertThat(where("a: 'a?c'").matches("a", "ac")).isFalse();
    assertThat(where("a: 'a?c'").matches("a", "abcd")).isFalse();
    assertThat(where("a: '*.+(x)*b'").matches("a", "1.+(X)2B")).isTrue();
    assertThat(where("a: '*'").matches("a", "")).isTrue();
    assertThat(where("a: '*'").matches("b", "x")).isFalse();
    assertThat(where("a: '?*'").matches("a", "")).isFalse();
  }

  @Test
  void tellsEmptyNullAndAbsentApart() {
    assertThat(where("a: ''").matches("a", "")).isTrue();
    assertThat(where("a: ''").matches("a", new Value.Nil())).isFalse();
    assertThat(where("a: ''").matches("b", "")).isFalse();
    assertThat(where("a: null").matches("a", new Value.Nil())).isTrue();
    assertThat(where("a: null").matches("b", "x")).isTrue();
    assertThat(where("a: null").matches("a", "")).isFalse();
    assertThat(where("a: null").matches("a", "null")).isFalse();
    assertThat(where("a: 'null'").matches("a", "null")).isTrue();
    assertThat(where("a: 'null'").matches("a", new Value.Nil())).isFalse();
    assertThat(where("a|exists: true").matches("a", new Value.Nil())).isTrue();
    assertThat(where("a|exists: true").matches("a", "")).isTrue();
    assertThat(where("a|exists: true").matches("b", "x")).isFalse();
    assertThat(where("a|exists: false").matches("b", "x")).isTrue();
    assertThat(where("a|exists: false").matches("a", new Value.Nil())).isFalse();
  }

  @Test
  void makesAPositiveTestOfAnAbsentFieldFalseAndItsNotTrue() {
    assertThat(where("a: x").matches("b", "x")).isFalse();
    assertThat(where("a|neq: x").matches("b", "x")).isTrue();
    assertThat(where("a|neq: [x, y]").matches("a", "z")).isTrue();
    assertThat(where("a|neq: [x, y]").matches("a", "Y")).isFalse();
    assertThat(where("a|gt: 1").matches("b", 5)).isFalse();
    assertThat(where("a|re: '.*'").matches("b", "x")).isFalse();
    assertThat(where("a|contains: ''").matches("b", "x")).isFalse();
  }

  @Test
  void comparesNumbersExactlyBeyondDouble() {
    assertThat(where("a|gt: 9007199254740992").matches("a", 9007199254740993L)).isTrue();
    assertThat(where("a|lte: 9007199254740992").matches("a", 9007199254740993L)).isFalse();
    assertThat(
            where("a|gt: 123456789012345678901234567890")
                .matches("a", "123456789012345678901234567891"))
        .isTrue();
    assertThat(where("a|gte: 0.1").matches("a", number("0.1000000000000000000000000001"))).isTrue();
    assertThat(where("a|lt: 0.1").matches("a", number("0.09999999999999999999999999"))).isTrue();
    assertThat(where("a: 9007199254740993").matches("a", 9007199254740992L)).isFalse();
    assertThat(where("a: 18446744073709551616").matches("a", number("18446744073709551616")))
        .isTrue();
    assertThat(where("a|gt: 1").matches("a", number("1E+2000000000"))).isTrue();
  }

  @Test
  void countsNumericTextsAsNumbersAndNothingElse() {
    assertThat(where("a|gte: 10").matches("a", "10.0")).isTrue();
    assertThat(where("a|lt: '1e3'").matches("a", "999")).isTrue();
    assertThat(where("a|gt: 1").matches("a", "many")).isFalse();
    assertThat(where("a|gt: 1").matches("a", "")).isFalse();
    assertThat(where("a|gt: 0").matches("a", Value.of(true))).isFalse();
    assertThat(where("a|lt: 5").matches("a", "NaN")).isFalse();
    assertThat(where("a: 443").matches("a", "443")).isTrue();
    assertThat(where("a: '443'").matches("a", 443)).isTrue();
    assertThat(where("a: 1.50").matches("a", number("1.5"))).isTrue();
    assertThat(where("a: 3.0").matches("a", 3)).isTrue();
    assertThat(where("a: 007").matches("a", 7)).isFalse();
    assertThat(where("a|startswith: 44").matches("a", 443)).isTrue();
  }

  @Test
  void takesOnlyTrueAndFalseForBooleans() {
    assertThat(where("a: true").matches("a", Value.of(true))).isTrue();
    assertThat(where("a: 'True'").matches("a", Value.of(true))).isTrue();
    assertThat(where("a: true").matches("a", "TRUE")).isTrue();
    assertThat(where("a: yes").matches("a", Value.of(true))).isFalse();
    assertThat(where("a: yes").matches("a", "YES")).isTrue();
    assertThat(where("a: on").matches("a", "on")).isTrue();
    assertThat(where("a: off").matches("a", Value.of(false))).isFalse();
  }

  @Test
  void searchesExpressionsWithTheirCase() {
    assertThat(where("a|re: 'b+'").matches("a", "abbc")).isTrue();
    assertThat(where("a|re: 'B+'").matches("a", "abbc")).isFalse();
    assertThat(where("a|re|i: 'B+'").matches("a", "abbc")).isTrue();
    assertThat(where("a|re: '^b'").matches("a", "a\nb")).isFalse();
    assertThat(where("a|re|m: '^b'").matches("a", "a\nb")).isTrue();
    assertThat(where("a|re: 'a.b'").matches("a", "a\nb")).isFalse();
    assertThat(where("a|re|s: 'a.b'").matches("a", "a\nb")).isTrue();
    assertThat(where("a|re|all: ['a', 'c']").matches("a", "abc")).isTrue();
    assertThat(where("a|re|all: ['a', 'd']").matches("a", "abc")).isFalse();
  }

  @Test
  void staysLinearUnderExpressionsThatBacktrackElsewhere() {
    String hostile = "a".repeat(20_000) + "!";
    assertThat(where("a|re: '^(a+)+$'").matches("a", hostile)).isFalse();
    assertThat(where("a: '*a*a*a*a*a*b'").matches("a", hostile)).isFalse();
  }

  @Test
  void findsAddressesInNetworks() {
    assertThat(where("a|cidr: 10.0.0.0/8").matches("a", "10.255.1.2")).isTrue();
    assertThat(where("a|cidr: 10.0.0.0/8").matches("a", "11.0.0.1")).isFalse();
    assertThat(where("a|cidr: 10.0.0.0/8").matches("a", "::ffff:10.1.1.1")).isTrue();
    assertThat(where("a|cidr: 'fc00::/7'").matches("a", "fdab::1")).isTrue();
    assertThat(where("a|cidr: '::/0'").matches("a", "1.2.3.4")).isFalse();
    assertThat(where("a|cidr: 0.0.0.0/0").matches("a", "1.2.3.4")).isTrue();
    assertThat(where("a|cidr: 192.0.2.129/25").matches("a", "192.0.2.127")).isFalse();
    assertThat(where("a|cidr: 192.0.2.129/25").matches("a", "192.0.2.128")).isTrue();
    assertThat(where("a|cidr: 10.0.0.0/8").matches("a", "example.org")).isFalse();
  }

  @Test
  void passesAnArrayWhenAnyElementDoes() {
    Value many = new Value.Many(List.of(Value.of("x"), new Value.Nil(), Value.of(7)));
    assertThat(where("a: X").matches("a", many)).isTrue();
    assertThat(where("a|gt: 6").matches("a", many)).isTrue();
    assertThat(where("a: null").matches("a", many)).isTrue();
    assertThat(where("a|neq: x").matches("a", many)).isFalse();
    assertThat(where("a|contains|all: ['x', '7']").matches("a", many)).isTrue();
    Value none = new Value.Many(List.of());
    assertThat(where("a: '*'").matches("a", none)).isFalse();
    assertThat(where("a|exists: true").matches("a", none)).isTrue();
    assertThat(where("a: null").matches("a", none)).isFalse();
  }

  @Test
  void comparesFieldsOfOneEvent() {
    Selected same = where("a|fieldref: b");
    assertThat(same.matches("a", "X", "b", "x")).isTrue();
    assertThat(same.matches("a", "x", "b", "y")).isFalse();
    assertThat(same.matches("a", "x")).isFalse();
    assertThat(same.matches("a", new Value.Nil(), "b", new Value.Nil())).isFalse();
    assertThat(same.matches("a", 5, "b", "5")).isTrue();
    assertThat(where("a|fieldref|neq: b").matches("a", "x")).isTrue();
  }

  @Test
  void looksForKeywordsInEveryField() {
    assertThat(where("- needle").matches("a", "x", "b", "hayNEEDLEstack")).isTrue();
    assertThat(where("- needle").matches("a", "x")).isFalse();
    assertThat(where("- nee*le").matches("a", "some neeeeedle here")).isTrue();
    assertThat(where("'|all': [one, two]").matches("a", "one", "b", "two")).isTrue();
    assertThat(where("'|all': [one, two]").matches("a", "one")).isFalse();
    assertThat(where("'|re': '^o.e$'").matches("a", "one")).isTrue();
    assertThat(where("- 42").matches("a", 1423)).isTrue();
  }

  @Test
  void readsTheEventsOwnPartsAsFields() {
    assertThat(where("activity: login.succeeded").matches("a", "x")).isTrue();
    assertThat(where("event.dataset: test").matches("a", "x")).isTrue();
    assertThat(where("event.id: id-1").matches("a", "x")).isTrue();
  }

  @Test
  void keepsExpansionsApartUnderAll() {
    assertThat(where("a|windash|contains|all: [' -a', ' -b']").matches("a", "x /a \u2013b"))
        .isTrue();
    assertThat(where("a|windash|contains|all: [' -a', ' -b']").matches("a", "x /a")).isFalse();
    assertThat(where("a|base64offset|contains: 'http://'").matches("a", "xxx aHR0cDovL yyy"))
        .isTrue();
    assertThat(where("a|wide|base64: cmd").matches("a", "YwBtAGQA")).isTrue();
    assertThat(where("a|utf16be|base64: AB").matches("a", "AEEAQg==")).isTrue();
    assertThat(where("a|utf16|base64: A").matches("a", "//5BAA==")).isTrue();
  }

  @Test
  void comparesPartsOfDatesAsTheyAreWritten() {
    assertThat(where("a|hour: 3").matches("a", "2024-01-15T03:10:00Z")).isTrue();
    assertThat(where("a|hour: 3").matches("a", "2024-01-15T03:10:00.123456-08:00")).isTrue();
    assertThat(where("a|hour: 11").matches("a", "2024-01-15T03:10:00-08:00")).isFalse();
    assertThat(where("a|minute: [10, 11]").matches("a", "2024-01-15 03:11")).isTrue();
    assertThat(where("a|day: 25").matches("a", "2024-12-25")).isTrue();
    assertThat(where("a|month|neq: 12").matches("a", "2024-12-25")).isFalse();
    assertThat(where("a|month|neq: 12").matches("b", "x")).isTrue();
    assertThat(where("a|year|lt: 2021").matches("a", "2020-06-15t10:00:00z")).isTrue();
    assertThat(where("a|hour|gte: 22").matches("a", "2024-01-15T21:59:59Z")).isFalse();
    assertThat(where("a|week: 53").matches("a", "2021-01-03")).isTrue();
    assertThat(where("a|week: 1").matches("a", "2024-12-30")).isTrue();
  }

  @Test
  void findsNoPartsInWhatIsNoDate() {
    assertThat(where("a|hour: 0").matches("a", "2024-12-25")).isFalse();
    assertThat(where("a|day: 30").matches("a", "2023-02-30")).isFalse();
    assertThat(where("a|year: 2024").matches("a", 1_705_288_200)).isFalse();
    assertThat(where("a|year: 2024").matches("a", "15.01.2024")).isFalse();
    assertThat(where("a|year: 2024").matches("a", "2024-01-15T03:10:00Z and more")).isFalse();
    assertThat(where("a|minute: 0").matches("b", "x")).isFalse();
  }
}
