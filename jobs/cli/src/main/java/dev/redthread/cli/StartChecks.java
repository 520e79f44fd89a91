package dev.redthread.cli;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.ConfigProblem;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.config.PlacedConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a configuration names must be there before the job starts: files, folders, sources,
 * variables. Servers are not asked: the job waits for them.
 *
 * @param base what relative paths begin at
 * @param environment the variables of the process
 */
record StartChecks(PlacedConfig placed, Path base, Map<String, String> environment) {

  /** What is wrong with the paths of patterns, sources and identities. */
  List<ConfigProblem> content() {
    Complaints complaints = new Complaints(placed.places());
    new PathChecks(base, complaints).content(placed.config());
    return complaints.inOrder();
  }

  /** What is wrong with the rest. */
  List<ConfigProblem> rest(Sources sources) {
    Complaints complaints = new Complaints(placed.places());
    PathChecks paths = new PathChecks(base, complaints);
    PipelineConfig config = placed.config();
    PipelineConfig.Input input = config.input();
    if (input.kafka().isEmpty()
        && input.files().isEmpty()
        && input.follow().isEmpty()
        && input.pull().isEmpty()) {
      complaints.add(
          "nothing to read: name topics under input.kafka, globs under input.files, or feeds under"
              + " input.follow or input.pull",
          "input");
    }
    paths.logs(input.files());
    FollowChecks follows = new FollowChecks(sources, complaints);
    input.follow().forEach(follows::of);
    FeedChecks feeds = new FeedChecks(sources, complaints);
    input.pull().forEach(feeds::of);
    TopicChecks topics = new TopicChecks(sources, complaints);
    input.kafka().ifPresent(topics::of);
    topics.changes(config);
    if (config.job().cluster().isPresent()) {
      cluster(config.job().cluster().get(), complaints);
    } else {
      config
          .job()
          .checkpointDirectory()
          .filter(directory -> !directory.contains(":"))
          .ifPresent(paths::checkpoints);
      variables(config, complaints);
      input.pull().forEach((name, feed) -> secrets(name, feed, paths, complaints));
      input.follow().forEach((name, follow) -> paths.followed(name, follow.files()));
    }
    return complaints.inOrder();
  }

  /** Its folders and variables are those of its own machines, which cannot be looked at here. */
  private static void cluster(URI address, Complaints complaints) {
    if (!"http".equals(address.getScheme())) {
      complaints.add("the REST address of a cluster must be an http URL", "job", "cluster");
    }
  }

  private void variables(PipelineConfig config, Complaints complaints) {
    config
        .pages()
        .ifPresent(pages -> set(pages.secretVariable(), complaints, "pages", "secret-variable"));
    PipelineConfig.Elasticsearch elasticsearch = config.elasticsearch();
    elasticsearch
        .userVariable()
        .ifPresent(name -> set(name, complaints, "elasticsearch", "user-variable"));
    elasticsearch
        .passwordVariable()
        .ifPresent(name -> set(name, complaints, "elasticsearch", "password-variable"));
  }

  private void secrets(
      String name, PipelineConfig.Feed feed, PathChecks paths, Complaints complaints) {
    feed.secretVariables()
        .forEach(
            (secret, variable) ->
                set(variable, complaints, "input", "pull", name, "secret-variables", secret));
    feed.secretFiles()
        .forEach(
            (secret, file) -> paths.readable(file, "input", "pull", name, "secret-files", secret));
  }

  private void set(String name, Complaints complaints, String... key) {
    if (environment.getOrDefault(name, "").isBlank()) {
      complaints.add("the environment variable " + name + " is not set: export it", key);
    }
  }
}
