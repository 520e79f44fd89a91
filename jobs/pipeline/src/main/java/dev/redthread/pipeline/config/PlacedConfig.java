package dev.redthread.pipeline.config;

/** What a configuration file says, and where. */
public record PlacedConfig(PipelineConfig config, Places places) {}
