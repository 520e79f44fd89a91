package dev.redthread;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;

/** Dependencies point one way, in the order in which an event meets the modules. */
final class ArchitectureTest {

  private static final Path JOBS = Path.of(System.getProperty("redthread.root"), "jobs");
  private static final JavaClasses MAIN = compiled("classes");

  @Test
  void dependenciesPointUpTheListOfModules() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("events")
        .definedBy("dev.redthread.event..", "dev.redthread.normalize..")
        .layer("language")
        .definedBy("dev.redthread.pattern..")
        .layer("engine")
        .definedBy("dev.redthread.engine..")
        .layer("incidents")
        .definedBy("dev.redthread.incident..")
        .layer("pipeline")
        .definedBy("dev.redthread.pipeline..")
        .layer("cli")
        .definedBy("dev.redthread.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("incidents")
        .mayOnlyBeAccessedByLayers("pipeline", "cli")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("incidents", "pipeline", "cli")
        .whereLayer("language")
        .mayOnlyBeAccessedByLayers("engine", "incidents", "pipeline", "cli")
        .check(MAIN);
  }

  @Test
  void onlyOnePackageKnowsFlinkCep() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.redthread.engine.cep")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink.cep..")
        .check(MAIN);
  }

  @Test
  void eventsLanguageAndIncidentsKnowNothingOfFlink() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.redthread.event..",
            "dev.redthread.normalize..",
            "dev.redthread.pattern..",
            "dev.redthread.incident..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(MAIN);
  }

  @Test
  void packagesAreNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(MAIN);
    assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct().sorted().toList())
        .as("packages with a package-info")
        .isEqualTo(
            MAIN.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .sorted()
                .toList());
  }

  @Test
  void everyClassWithTestsIsOneTheRunnersPickUp() {
    classes()
        .that(haveTests())
        .should(
            new ArchCondition<JavaClass>("be named *Test or *IT") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String name = type.getSimpleName();
                events.add(
                    new SimpleConditionEvent(
                        type, name.endsWith("Test") || name.endsWith("IT"), type.getName()));
              }
            })
        .check(compiled("test-classes"));
  }

  private static DescribedPredicate<JavaClass> haveTests() {
    return DescribedPredicate.describe(
        "have test methods",
        type ->
            type.getMethods().stream()
                .anyMatch(
                    method ->
                        method.isMetaAnnotatedWith(Test.class)
                            || method.isMetaAnnotatedWith(TestTemplate.class)));
  }

  private static JavaClasses compiled(String folder) {
    try (Stream<Path> modules = Files.list(JOBS)) {
      List<Path> folders =
          modules
              .map(module -> module.resolve("target").resolve(folder))
              .filter(Files::isDirectory)
              .sorted()
              .toList();
      assertThat(folders).as("compiled modules").isNotEmpty();
      return new ClassFileImporter().importPaths(folders);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
