package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.api.Event;
import dev.redthread.pattern.compiled.Jar;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.util.Preconditions;

/** Compiles Java patterns to a jar, as their authors do. */
public final class JarOfSources {
  public static final Path EXAMPLE =
      Path.of(System.getProperty("redthread.root", "../.."), "docs", "examples", "java-pattern");

  private JarOfSources() {}

  /** The jar of the example in the docs. */
  public static Jar ofExample(Path scratch) throws IOException {
    try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"))) {
      return compiled(sources.filter(Files::isRegularFile).toList(), scratch);
    }
  }

  /** A jar of one class {@code org.example.NAME} of this body. */
  public static Jar of(String name, String body, Path scratch) throws IOException {
    Path source = scratch.resolve(name + ".java");
    Files.writeString(
        source,
        """
        package org.example;

        import dev.redthread.api.Event;
        import java.util.function.Supplier;
        import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
        import org.apache.flink.cep.pattern.Pattern;
        import org.apache.flink.cep.pattern.conditions.*;

        """
            + body);
    return compiled(List.of(source), scratch.resolve(name));
  }

  private static Jar compiled(List<Path> sources, Path scratch) throws IOException {
    Path classes = Files.createDirectories(scratch.resolve("classes"));
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK runs the tests");
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-proc:none", "-cp", classPath(), "-d", classes.toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int result = compiler.run(null, said, said, arguments.toArray(new String[0]));
    assertThat(result).as(said.toString(StandardCharsets.UTF_8)).isZero();
    return packed(classes, "example.jar");
  }

  private static String classPath() {
    return Stream.of(
            Event.class, Pattern.class, FilterFunction.class, Function.class, Preconditions.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Jar packed(Path classes, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        jar.write(Files.readAllBytes(file));
        jar.closeEntry();
      }
    }
    return Jar.of(name, bytes.toByteArray());
  }
}
