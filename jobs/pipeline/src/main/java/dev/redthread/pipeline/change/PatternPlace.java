package dev.redthread.pipeline.change;

import java.io.Serializable;

/** Where the texts of pattern files are looked for while a job runs. */
public interface PatternPlace extends Serializable {

  /** Begins to look, in the task that watches. */
  PatternLook open();

  /**
   * Whether what it holds goes before the files with which a job is started again; else those come
   * into force first, and then what changes here.
   */
  boolean goesBeforeFiles();
}
