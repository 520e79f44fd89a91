package dev.redthread.normalize.link;

/**
 * What a record says: that a name is a person's.
 *
 * @param namespace of which kind the name is, e.g. {@code github.login}; a name is the same only
 *     within it
 * @param name in lower case
 * @param person as the record names it, in lower case; the alias table may know a better one
 */
public record SaidLink(String namespace, String name, String person) {}
