package dev.redthread.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The wall clock and the processor time of this process at one moment, in nanoseconds. */
public record ProcessTime(long wall, long cpu) {

  public static ProcessTime now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new ProcessTime(System.nanoTime(), system.getProcessCpuTime());
  }

  /** From this moment to another. */
  public Lap lapTo(ProcessTime end, long events, long results) {
    return new Lap(events, (end.wall - wall) / 1e9, (end.cpu - cpu) / 1e9, results);
  }
}
