package dev.redthread.pattern.compile;

import dev.redthread.pattern.compiled.CompiledRule;
import java.util.List;
import java.util.Map;

/**
 * What one event rule became: one rule for each set of sources that call its fields alike.
 *
 * @param forms the rules, and how each of them calls the fields that were written otherwise
 */
record RuleForms(List<Form> forms) {
  RuleForms {
    forms = List.copyOf(forms);
  }

  record Form(CompiledRule rule, Map<String, String> names) {
    Form {
      names = Map.copyOf(names);
    }

    String nameOf(String field) {
      return names.getOrDefault(field, field);
    }
  }
}
