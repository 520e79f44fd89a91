package dev.redthread.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a run was measured on. */
final class Machine {
  private static final long MEBI = 1L << 20;

  private Machine() {}

  static ObjectNode describe(Plan plan, Clock clock) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("date", Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
    head.put("quick", plan.quick());
    head.put("rounds", plan.rounds());
    head.put("tasks", plan.tasks());
    ObjectNode machine = head.putObject("machine");
    machine.put("processor", processor());
    machine.put("cores", system.getAvailableProcessors());
    machine.put("memoryMiB", system.getTotalMemorySize() / MEBI);
    machine.put("heapMiB", Runtime.getRuntime().maxMemory() / MEBI);
    machine.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    machine.put("system", system.getName() + " " + system.getArch());
    machine.put("loadAverageAtStart", system.getSystemLoadAverage());
    return head;
  }

  private static String processor() {
    Path file = Path.of("/proc/cpuinfo");
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file).stream()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse("unknown")
          : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
