package dev.redthread.incident.document;

/**
 * One field of a document.
 *
 * @param path its dotted name
 * @param meaning what it says, for people
 */
public record DocumentField(String path, FieldType type, String meaning) {}
