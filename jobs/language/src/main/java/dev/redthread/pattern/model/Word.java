package dev.redthread.pattern.model;

import dev.redthread.pattern.diagnostic.Place;

/** A name as written: of a rule that is referred to, of a field, of an activity. */
public record Word(Place place, String text) {}
