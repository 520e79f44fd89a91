package dev.redthread.benchmark;

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

/** A jar of the sources in a folder, as their author would make it. */
final class CompiledJar {
  private CompiledJar() {}

  static Jar of(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("a JDK is needed, this is a Java runtime without a compiler");
    }
    Path classes = Files.createTempDirectory("redthread-java-pattern");
    List<String> arguments =
        new ArrayList<>(
            List.of("--release", "17", "-proc:none", "-cp", classPath(), "-d", classes.toString()));
    files(sources).forEach(file -> arguments.add(file.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    if (compiler.run(null, said, said, arguments.toArray(new String[0])) != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Path file : files(classes)) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        jar.write(Files.readAllBytes(file));
        jar.closeEntry();
        Files.delete(file);
      }
    }
    return Jar.of("example.jar", bytes.toByteArray());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String classPath() {
    return Stream.of(
            Event.class, Pattern.class, FilterFunction.class, Function.class, Preconditions.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
