package dev.redthread.cli;

import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig.Follow;
import java.util.List;

/** Files that are followed have globs, folders to appear in, and a source that there is. */
final class FollowChecks {
  private final List<String> sources;
  private final Complaints complaints;

  FollowChecks(Sources sources, Complaints complaints) {
    this.sources = sources.mappings().stream().map(SourceMapping::name).toList();
    this.complaints = complaints;
  }

  void of(String name, Follow follow) {
    if (follow.files().isEmpty()) {
      complaints.add("no file to follow: name globs under files", "input", "follow", name);
    }
    follow
        .source()
        .ifPresent(
            source -> complaints.unlessKnown(source, sources, "input", "follow", name, "source"));
  }
}
