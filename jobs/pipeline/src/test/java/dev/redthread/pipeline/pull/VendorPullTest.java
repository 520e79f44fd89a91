package dev.redthread.pipeline.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every shipped mapping that can be pulled, against an API that behaves as its vendor documents.
 */
@Timeout(60)
final class VendorPullTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final Sources SOURCES = sources();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, BiFunction<Vendor, Asked, Answer>> WITH_A_TOKEN =
      Map.of(
          "okta.system", Vendor::okta,
          "github.audit", Vendor::github,
          "slack.audit", Vendor::slack,
          "openai.audit", Vendor::openai,
          "anthropic.compliance", Vendor::anthropic);

  private static Sources sources() {
    try {
      return Sources.load(ROOT.resolve("config/sources"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> golden(String source) throws IOException {
    return Files.readAllLines(
            ROOT.resolve("jobs/events/src/test/resources/golden")
                .resolve(source)
                .resolve("records.ndjson"))
        .stream()
        .filter(line -> line.startsWith("{"))
        .toList();
  }

  private static Polling polling(
      ApiServer server, String source, Map<String, String> values, Map<String, String> secrets) {
    Map<String, String> all = new HashMap<>(values);
    all.put("api", server.host());
    return Polling.of(server, SOURCES, source, all, secrets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "okta.system",
        "github.audit",
        "slack.audit",
        "openai.audit",
        "anthropic.compliance"
      })
  void readsAllRecordsByteForByteAndNoneTwiceOverARestart(String source) throws Exception {
    List<String> records = golden(source);
    assertThat(records).hasSizeGreaterThan(4);
    Vendor vendor = new Vendor(records);
    BiFunction<Vendor, Asked, Answer> api = Objects.requireNonNull(WITH_A_TOKEN.get(source));
    try (ApiServer server = new ApiServer(asked -> api.apply(vendor, asked));
        Polling feed = polling(server, source, Map.of("name", "acme"), Map.of("token", "T0"))) {
      vendor.at(server.host());

      feed.step().restart().poll().restart().poll();

      assertThat(feed.records()).containsExactlyElementsOf(records);
      assertThat(feed.letters()).isEmpty();
      assertThat(feed.count(Metric.REFUSALS)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "google_workspace.login, login",
    "google_workspace.user_accounts, user_accounts",
    "google_workspace.token, token",
    "google_workspace.drive, drive",
    "google_workspace.admin, admin",
    "google_workspace.takeout, takeout"
  })
  void readsGoogleAsAServiceAccountWhoseTokenEnds(String source, String application)
      throws Exception {
    List<String> records = golden(source);
    Vendor vendor = new Vendor(records);
    KeyPair keys = keys();
    AtomicInteger given = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    try (ApiServer login =
            new ApiServer(
                claim ->
                    claims(claim, keys) ? token(given.incrementAndGet(), 3_600) : Answer.of(400));
        ApiServer server =
            new ApiServer(
                request ->
                    knows(request, asked.incrementAndGet() <= 2 ? 1 : 2)
                        ? vendor.google(request, application)
                        : Answer.of(401));
        Polling feed =
            polling(
                server,
                source,
                Map.of("login", login.host(), "admin", "admin@corp.example"),
                Map.of("key", keyFile(keys)))) {
      feed.poll().poll().poll();

      assertThat(feed.records()).containsExactlyElementsOf(records);
      assertThat(given).hasValue(2);
      assertThat(feed.count(Metric.REFUSALS)).isZero();
    }
  }

  @Test
  void googleWithoutAnyItemsIsNothing() throws Exception {
    KeyPair keys = keys();
    Vendor vendor = new Vendor(List.of());
    try (ApiServer login = new ApiServer(claim -> token(1, 3_600));
        ApiServer server = new ApiServer(request -> vendor.google(request, "login"));
        Polling feed =
            polling(
                server,
                "google_workspace.login",
                Map.of("login", login.host(), "admin", "a@b.example"),
                Map.of("key", keyFile(keys)))) {
      feed.poll();

      assertThat(feed.records()).isEmpty();
      assertThat(feed.letters()).isEmpty();
    }
  }

  @Test
  void readsMicrosoftsContentOnceThoughItIsListedAgain() throws Exception {
    List<String> records = golden("o365.audit");
    Vendor vendor = new Vendor(records);
    AtomicInteger started = new AtomicInteger();
    try (ApiServer login =
            new ApiServer(
                asked ->
                    asked.path().equals("/tenant-1/oauth2/v2.0/token")
                            && asked.field("grant_type").equals("client_credentials")
                            && asked.field("client_id").equals("C")
                            && asked.field("client_secret").equals("S")
                            && asked.field("scope").endsWith("/.default")
                        ? token(1, 3_600)
                        : Answer.of(400));
        ApiServer server =
            new ApiServer(
                asked -> {
                  if (!knows(asked, 1)) {
                    return Answer.of(401);
                  }
                  if (!asked.path().endsWith("/subscriptions/start")) {
                    return vendor.microsoft(asked);
                  }
                  return started.incrementAndGet() == 1
                      ? Answer.ok("{\"status\": \"enabled\"}")
                      : new Answer(
                          400,
                          Map.of(),
                          "{\"error\": {\"code\": \"AF20024\", \"message\": \"already enabled\"}}",
                          ApiServer.Sending.WHOLE);
                });
        Polling feed =
            polling(
                server,
                "o365.audit",
                Map.of("login", login.host(), "tenant", "tenant-1", "content", "Audit.General"),
                Map.of("client_id", "C", "client_secret", "S"))) {
      vendor.at(server.host());
      // The subscription, the first list, the first blob; the rest comes after a restart.
      feed.steps(3).restart().poll().poll();

      assertThat(feed.records()).containsExactlyElementsOf(records);
      assertThat(feed.letters()).isEmpty();
      assertThat(started).hasValue(2);
      assertThat(feed.origins().get(0).log()).isEqualTo("feed/blob$0");
      assertThat(server.asked().stream().filter(asked -> asked.path().contains("/audit/")).toList())
          .hasSize((records.size() + 1) / 2)
          .allSatisfy(asked -> assertThat(asked.method()).isEqualTo("GET"));
    }
  }

  @Test
  void aBlobThatCannotBeReadIsADeadLetterAndHoldsUpNoOther() throws Exception {
    List<String> records = golden("o365.audit").subList(0, 6);
    Vendor vendor = new Vendor(records);
    try (ApiServer login = new ApiServer(asked -> token(1, 3_600));
        ApiServer server =
            new ApiServer(
                asked -> {
                  if (asked.path().endsWith("/audit/0")) {
                    return Answer.ok("[{\"Id\"");
                  }
                  if (asked.path().endsWith("/audit/2")) {
                    return Answer.of(404);
                  }
                  return asked.method().equals("POST") ? Answer.ok("{}") : vendor.microsoft(asked);
                });
        Polling feed =
            polling(
                server,
                "o365.audit",
                Map.of("login", login.host(), "tenant", "tenant-1", "content", "Audit.General"),
                Map.of("client_id", "C", "client_secret", "S"))) {
      vendor.at(server.host());
      feed.poll();

      assertThat(feed.records()).containsExactlyElementsOf(records.subList(4, 6));
      assertThat(feed.letters())
          .extracting(letter -> letter.reason().name())
          .containsExactly("NOT_JSON", "REJECTED_BY_SERVER");
    }
  }

  @Test
  void leavesNoMappingThatCanBePulledUntested() {
    Set<String> tested = new TreeSet<>(WITH_A_TOKEN.keySet());
    tested.add("o365.audit");
    // SalesforcePullTest, AmplitudePullTest
    tested.addAll(Set.of("salesforce.eventlogfile", "amplitude.audit"));
    SOURCES.mappings().stream()
        .filter(mapping -> mapping.pull() != null)
        .map(mapping -> mapping.name())
        .filter(name -> !name.startsWith("google_workspace."))
        .forEach(name -> assertThat(tested).contains(name));
  }

  private static Answer token(int number, int seconds) {
    return Answer.ok(
        "{\"access_token\": \"A%d\", \"expires_in\": %d, \"token_type\": \"Bearer\"}"
            .formatted(number, seconds));
  }

  private static boolean knows(Asked asked, int token) {
    return asked.header("Authorization").equals("Bearer A" + token);
  }

  private static KeyPair keys() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String keyFile(KeyPair keys) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return JSON.writeValueAsString(
        Map.of("type", "service_account", "client_email", "pull@corp.example", "private_key", pem));
  }

  /** Whether a service account claims what Google asks for, and signs it with its key. */
  private static boolean claims(Asked asked, KeyPair keys) {
    try {
      String[] parts = asked.field("assertion").split("\\.");
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      JsonNode claim = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && asked.field("grant_type").equals("urn:ietf:params:oauth:grant-type:jwt-bearer")
          && claim.path("iss").asText().equals("pull@corp.example")
          && claim.path("sub").asText().equals("admin@corp.example")
          && claim.path("scope").asText().endsWith("/admin.reports.audit.readonly")
          && claim.path("aud").asText().endsWith("/token")
          && claim.path("exp").asLong() - claim.path("iat").asLong() == 3_600;
    } catch (Exception bad) {
      return false;
    }
  }
}
