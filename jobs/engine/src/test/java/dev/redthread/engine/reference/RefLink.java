package dev.redthread.engine.reference;

/** An event of a chain; a binding one makes two chains that share it one finding. */
public record RefLink(String step, RefEvent event, boolean binding) {}
