package dev.redthread.engine.cep;

import dev.redthread.pattern.compiled.Jar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Loads the classes of one jar of Java patterns. They see the JDK's base module, what Flink CEP
 * patterns are written with, {@code dev.redthread.api} and each other; of Redthread and its
 * libraries they see nothing else.
 *
 * <p>This keeps jars independent of what a release is built with. It is no fence against code that
 * means harm: whoever may write to the folder of jars may do what the job may do.
 */
final class ClosedLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final int MOST_BYTES = 64_000_000;
  private static final String BASE = "java.base";
  private static final List<String> OURS = List.of("dev.redthread.", "org.apache.flink.");
  private static final List<String> SHARED_PACKAGES =
      List.of(
          "dev.redthread.api.",
          "org.apache.flink.cep.pattern.",
          "org.apache.flink.cep.nfa.aftermatch.");
  private static final Set<String> SHARED_CLASSES =
      Set.of(
          "org.apache.flink.api.common.functions.FilterFunction",
          "org.apache.flink.api.common.functions.Function");

  private final Map<String, byte[]> classes = new HashMap<>();

  /**
   * @throws BadClassException when the jar cannot be used
   */
  ClosedLoader(Jar jar) throws BadClassException {
    super(jar.name(), null);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar.bytes()))) {
      int left = MOST_BYTES;
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && left > 0) {
        byte[] bytes = zip.readNBytes(left);
        left -= bytes.length;
        if (entry.getName().endsWith(".class")) {
          classes.put(entry.getName(), bytes);
        }
        entry = zip.getNextEntry();
      }
      if (left <= 0) {
        throw new BadClassException(
            "its jar is larger than " + MOST_BYTES + " bytes when unpacked",
            "pack what the pattern needs only");
      }
    } catch (IOException broken) {
      throw new BadClassException(
          "its jar cannot be read: " + broken.getMessage(), "build it anew, and copy it whole");
    }
    for (String name : classes.keySet()) {
      if (OURS.stream().anyMatch(name.replace('/', '.')::startsWith)) {
        throw new BadClassException(
            "its jar holds " + name + ", which is Redthread's or Flink's",
            "build the jar without its dependencies on them (scope `provided`)");
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] own = classes.get(name.replace('.', '/') + ".class");
      return own == null ? outside(name) : defineClass(name, own, 0, own.length);
    }
  }

  private static Class<?> outside(String name) throws ClassNotFoundException {
    if (SHARED_CLASSES.contains(name) || SHARED_PACKAGES.stream().anyMatch(name::startsWith)) {
      return Class.forName(name, false, ClosedLoader.class.getClassLoader());
    }
    if (OURS.stream().noneMatch(name::startsWith)) {
      Class<?> found = ClassLoader.getPlatformClassLoader().loadClass(name);
      if (BASE.equals(found.getModule().getName())) {
        return found;
      }
    }
    throw new ClassNotFoundException(name);
  }
}
