package dev.redthread.benchmark;

/** One of the things that are measured. */
interface Benchmark {

  /** What {@code --only} calls it. */
  String name();

  void run(Plan plan, Report report) throws Exception;
}
