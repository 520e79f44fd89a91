package dev.redthread.pipeline.sink;

import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An Elasticsearch cluster and how to speak to it. Holds the names of the environment variables
 * with the credentials, so that no secret is part of a job graph.
 *
 * @param userVariable names the variable that holds the user's name; null without credentials
 * @param passwordVariable names the variable that holds the password; null without credentials
 */
public record ElasticsearchTarget(
    URI url, @Nullable String userVariable, @Nullable String passwordVariable)
    implements Serializable {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 60_000;

  public ElasticsearchTarget {
    if ((userVariable == null) != (passwordVariable == null)) {
      throw new IllegalArgumentException("credentials are a user and a password");
    }
  }

  /** A cluster that asks for no credentials. */
  public static ElasticsearchTarget of(URI url) {
    return new ElasticsearchTarget(url, null, null);
  }

  RestClient connect() {
    RestClientBuilder builder =
        RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
            .setRequestConfigCallback(
                config -> config.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(ANSWER_MILLIS));
    if (url.getPath() != null && url.getPath().length() > 1) {
      builder.setPathPrefix(url.getPath());
    }
    if (userVariable != null && passwordVariable != null) {
      String pair = read(userVariable) + ":" + read(passwordVariable);
      builder.setDefaultHeaders(
          new Header[] {
            new BasicHeader(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
          });
    }
    return builder.build();
  }

  private static String read(String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw new IllegalStateException("the environment variable " + variable + " is not set");
    }
    return value;
  }
}
