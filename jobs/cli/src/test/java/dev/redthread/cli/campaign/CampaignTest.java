package dev.redthread.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recorded files are what counts. They were written by the stories beside this test; with
 * {@code -Dredthread.record=true} they are written again.
 */
class CampaignTest {
  private static final Path CAMPAIGNS =
      Path.of(System.getProperty("redthread.root", "../..")).resolve("patterns/campaigns");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD =
      """
      # What this campaign must lead to, and nothing else. A chain lists the events of each step by their
      # native ids. Written with the recorded logs beside it.
      """;

  @Test
  void theVendorsFilesAgreeWithTheirStory() throws IOException {
    agrees(VendorStory.FOLDER, VendorStory.story(), VendorStory.nearMisses());
  }

  @Test
  void theCustomersFilesAgreeWithTheirStory() throws IOException {
    agrees(CustomerStory.FOLDER, CustomerStory.story(), CustomerStory.nearMisses());
  }

  @Test
  void loadsEveryCampaign() throws IOException {
    List<Campaign> campaigns = Campaign.loadAll(CAMPAIGNS);
    assertThat(campaigns)
        .extracting(Campaign::name)
        .containsExactly(CustomerStory.FOLDER, VendorStory.FOLDER);
    assertThat(campaigns)
        .allSatisfy(
            campaign -> {
              assertThat(campaign.background().people()).isEqualTo(200);
              assertThat(campaign.expected().findings()).hasSizeGreaterThanOrEqualTo(3);
              assertThat(campaign.expected().quiet()).hasSizeGreaterThanOrEqualTo(8);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {VendorStory.FOLDER, CustomerStory.FOLDER})
  void recordsInTheOrderOfReceiptAndNamesOnlyWhatItRecords(String name) throws IOException {
    Campaign campaign = Campaign.load(CAMPAIGNS.resolve(name));
    String story = Files.readString(campaign.story());
    assertThat(campaign.expected().findings())
        .allSatisfy(
            finding ->
                assertThat(finding.chain())
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(story).contains('"' + link.event() + '"')));
    String nearMisses = Files.readString(campaign.nearMisses());
    assertThat(campaign.expected().quiet())
        .allSatisfy(quiet -> assertThat(nearMisses).contains('"' + quiet.value() + '"'));
    assertInReceivedOrder(campaign.story());
    assertInReceivedOrder(campaign.nearMisses());
  }

  @ParameterizedTest
  @ValueSource(strings = {VendorStory.FOLDER, CustomerStory.FOLDER})
  void sharesNobodyWithItsBackground(String name) throws IOException {
    Campaign campaign = Campaign.load(CAMPAIGNS.resolve(name));
    String logs = Files.readString(campaign.story()) + Files.readString(campaign.nearMisses());
    assertThat(Company.of(campaign.background()).people())
        .extracting(person -> person.account().email())
        .noneMatch(logs::contains);
  }

  private static void assertInReceivedOrder(Path log) throws IOException {
    Instant last = Instant.MIN;
    for (String line : Files.readAllLines(log)) {
      JsonNode envelope = JSON.readTree(line);
      Instant received = Instant.parse(envelope.get("received").textValue());
      assertThat(received).isAfterOrEqualTo(last);
      last = received;
    }
  }

  private static void agrees(String name, Story story, Story nearMisses) throws IOException {
    Path folder = CAMPAIGNS.resolve(name);
    String expected =
        HEAD + "findings:" + story.findings() + "\nquiet:" + nearMisses.quiet() + "\n";
    same(folder.resolve("story.ndjson"), story.log());
    same(folder.resolve("near-misses.ndjson"), nearMisses.log());
    same(folder.resolve("expected.yml"), expected);
  }

  private static void same(Path file, String content) throws IOException {
    if (Boolean.getBoolean("redthread.record")) {
      Files.writeString(file, content);
    }
    try (Stream<String> lines = Files.lines(file)) {
      assertThat(lines).containsExactlyElementsOf(content.lines().toList());
    }
  }
}
