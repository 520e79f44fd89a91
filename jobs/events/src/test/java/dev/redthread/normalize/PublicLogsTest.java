package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records that others published, as a second check beside the goldens. */
class PublicLogsTest {
  private static final long RECEIVED = 1_900_000_000_000L;

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  @Test
  void everyAuditOfEntraIsOneEvent() throws IOException {
    Optional<Path> folder = folder("splunk__security_content/entra_id");
    if (folder.isEmpty()) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.get())) {
      files = all.filter(file -> !file.toString().contains("sign_in")).sorted().toList();
    }
    List<Optional<Activity>> activities = new ArrayList<>();
    for (Path file : files) {
      read("azure.auditlogs", Files.readAllBytes(file));
      assertThat(letters).as("%s", file).isEmpty();
      assertThat(events).as("%s", file).hasSize(1);
      assertThat(text("event.outcome")).as("%s", file).isIn("success", "failure");
      activities.add(Optional.ofNullable(events.get(0).activity()));
    }
    assertThat(activities)
        .hasSizeGreaterThan(10)
        .contains(
            Optional.of(Activity.MFA_FACTOR_ADDED),
            Optional.of(Activity.MFA_FACTOR_RESET),
            Optional.of(Activity.PASSWORD_RESET_BY_ADMIN),
            Optional.of(Activity.ROLE_GRANTED),
            Optional.of(Activity.SETTINGS_CHANGED));
  }

  @Test
  void aSignInHasTheTimeItHappenedNotTheTimeItWasWritten() throws IOException {
    Optional<Path> folder = folder("splunk__security_content/entra_id");
    if (folder.isEmpty()) {
      return;
    }
    Path file = folder.get().resolve("azure_active_directory_sign_in_activity.raw");
    read("azure.signinlogs", Files.readAllBytes(file));
    assertThat(letters).isEmpty();
    assertThat(Instant.ofEpochMilli(events.get(0).eventTime()))
        .isEqualTo(Instant.parse("2023-10-24T20:01:11.949Z"));
    assertThat(events.get(0).activity()).isEqualTo(Activity.LOGIN_CHALLENGED);
    assertThat(text("event.outcome")).isEqualTo("unknown");
  }

  @Test
  void theExampleOfOpenaiIsReadOnceItsCommasAreTakenOut() throws IOException {
    Optional<Path> folder = folder("openai__openai-openapi/audit_logs");
    if (folder.isEmpty()) {
      return;
    }
    String example = Files.readString(folder.get().resolve("example_response.txt"));
    read("openai.audit", example.getBytes(UTF_8));
    assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(Reason.NOT_JSON);
    read("openai.audit", example.replaceAll(",(\\s*})", "$1").getBytes(UTF_8));
    assertThat(letters).isEmpty();
    assertThat(events).hasSize(2);
    assertThat(text("user.email")).isEqualTo("user@example.com");
  }

  private static Optional<Path> folder(String name) {
    Path folder = Config.ROOT.resolve("../shared/samples").resolve(name);
    if (Files.isDirectory(folder)) {
      return Optional.of(folder);
    }
    assertThat(Boolean.getBoolean("require.all")).as("%s must be there", folder).isFalse();
    System.out.println("LEFT OUT: public logs: there is no folder " + folder);
    return Optional.empty();
  }

  private String text(String field) {
    return Objects.requireNonNull(events.get(0).field(field), field).text();
  }

  private void read(String source, byte[] bytes) {
    events.clear();
    letters.clear();
    SourceGoldenTest.normalizer(source)
        .normalize(
            new RawRecord(source, RECEIVED, RECEIVED, bytes, new Origin("test", 0, 1)),
            events::add,
            letters::add);
  }
}
