package dev.redthread.engine.reference;

/** An event rule, by its name and the greatest delay of the sources it reads. */
public record RefRule(String name, long maxDelay) {}
