package dev.redthread.pipeline.config;

/**
 * One row of the table of options.
 *
 * @param path its keys, joined by dots
 * @param kind what it takes
 * @param fallback what holds without it
 * @param meaning what it sets
 */
public record ConfigOption(String path, String kind, String fallback, String meaning) {}
