package dev.redthread.event;

/** What all values of a field are, where a mapping says so. */
public enum ValueType {
  TEXT,
  NUMBER,
  FLAG
}
