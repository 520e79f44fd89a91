package dev.redthread.pipeline.operator;

/**
 * Whose a device was at a moment.
 *
 * @param ahead how far after that moment the link is that says so, in milliseconds; 0 for one that
 *     had come to be by then
 */
record Owner(String person, long ahead) {}
