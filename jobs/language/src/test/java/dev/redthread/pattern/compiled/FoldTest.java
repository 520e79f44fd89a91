package dev.redthread.pattern.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldTest {

  @Test
  void foldsLettersOfAllScripts() {
    assertThat(Fold.fold("ÄÖÜ ΣΊΣΥΦΟΣ Привет")).isEqualTo("äöü σίσυφοσ привет");
    assertThat(Fold.fold("ς")).isEqualTo(Fold.fold("Σ"));
    assertThat(Fold.fold("\u212A")).isEqualTo("k");
  }

  @Test
  void leavesTurkishLettersAloneAndNeverChangesTheLength() {
    assertThat(Fold.fold("İ")).isEqualTo("İ").isNotEqualTo(Fold.fold("i"));
    assertThat(Fold.fold("ADMİN")).isEqualTo("admİn").hasSize(5);
    assertThat(Fold.fold("ı")).isEqualTo("ı");
    assertThat(Fold.fold("STRASSE")).isNotEqualTo(Fold.fold("straße"));
  }

  @Test
  void returnsAFoldedTextAsItIs() {
    String folded = "already folded 123";
    assertThat(Fold.fold(folded)).isSameAs(folded);
  }

  @Test
  void isStableForEveryCodePoint() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      String once = Fold.fold(Character.toString(point));
      if (!Fold.fold(once).equals(once) || once.codePointCount(0, once.length()) != 1) {
        throw new AssertionError(Integer.toHexString(point) + " folds to " + once);
      }
    }
  }
}
