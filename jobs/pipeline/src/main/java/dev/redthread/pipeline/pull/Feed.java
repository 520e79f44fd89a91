package dev.redthread.pipeline.pull;

import dev.redthread.normalize.Pull;
import dev.redthread.pipeline.config.PipelineConfig;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One log as a job asks for it.
 *
 * @param name what the job's file calls it
 * @param source the log source of its records
 * @param pull what the mapping says
 * @param values what the names in its texts stand for
 * @param secrets where each secret is
 * @param interval between two polls
 * @param overlap how much of the time of one poll the next one asks for again
 * @param lookback how far back the first poll asks
 * @param hold for how long the received clock waits while it fails
 * @param plainHttp whether http to this machine is allowed
 */
@SuppressWarnings("serial") // immutable maps of records and texts
record Feed(
    String name,
    String source,
    Pull pull,
    Map<String, String> values,
    Map<String, SecretPlace> secrets,
    Duration interval,
    Duration overlap,
    Duration lookback,
    Duration hold,
    boolean plainHttp)
    implements Serializable {

  Feed {
    values = Map.copyOf(values);
    secrets = Map.copyOf(secrets);
  }

  static Feed of(String name, PipelineConfig.Feed config, Pull pull) {
    Map<String, String> values = new HashMap<>(pull.values());
    values.putAll(config.values());
    Map<String, SecretPlace> secrets = new HashMap<>();
    config
        .secretVariables()
        .forEach((secret, variable) -> secrets.put(secret, new SecretPlace.Variable(variable)));
    config
        .secretFiles()
        .forEach((secret, file) -> secrets.put(secret, new SecretPlace.InFile(file)));
    return new Feed(
        name,
        config.source(),
        pull,
        values,
        secrets,
        config.interval().orElse(pull.interval()),
        config.overlap().orElse(pull.overlap()),
        config.lookback(),
        config.hold(),
        config.plainHttp());
  }

  /** The first page of what happened in a time, in milliseconds since 1970. */
  URI url(long from, long to) {
    UnaryOperator<String> values =
        name ->
            switch (name) {
              case Pull.FROM -> written(from);
              case Pull.TO -> written(to);
              default -> value(name);
            };
    URI url = Template.url(pull.url(), values);
    if (pull.body().isEmpty()) {
      return url;
    }
    Map<String, String> body = new HashMap<>();
    pull.body().forEach((path, text) -> body.put(path, Pull.replaced(text, values)));
    return PostBody.with(url, body);
  }

  /** A URL of the mapping that asks for no time. */
  URI url(String template) {
    return Template.url(template, this::value);
  }

  /** Another text of the mapping. */
  String text(String template) {
    return Pull.replaced(template, this::value);
  }

  /** What a name stands for. */
  String value(String name) {
    return values.getOrDefault(name, "");
  }

  /**
   * A secret.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} if there is none.
   */
  String secret(String name) {
    return Optional.ofNullable(secrets.get(name))
        .orElseThrow(
            () -> new IllegalStateException("nothing says where the secret " + name + " is"))
        .read();
  }

  /** The hosts that records may come from. */
  Origins origins() {
    List<URI> named =
        pull.urls().stream()
            .filter(
                template ->
                    !(pull.auth() instanceof Pull.Auth.OAuth oauth && oauth.url().equals(template)))
            .map(template -> template.equals(pull.url()) ? url(0, 0) : host(template))
            .toList();
    return new Origins(named, plainHttp);
  }

  private URI host(String template) {
    return Template.url(template, name -> name.startsWith(Pull.ITEM) ? "" : value(name));
  }

  private String written(long time) {
    Instant second = Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS);
    return switch (pull.times()) {
      case ISO -> second.toString();
      case ISO_LOCAL -> second.toString().replace("Z", "");
      case EPOCH_S -> Long.toString(second.getEpochSecond());
      case EPOCH_MS -> Long.toString(time);
    };
  }
}
