package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Story.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** November 2025 as the vendor's own logs show it. */
final class VendorStory {
  static final String FOLDER = "vendor-november-2025";
  private static final String DOMAIN = "analytics-vendor.example";
  private static final long ROWS = 1_284_551;

  private VendorStory() {}

  static Story story() {
    Story story = new Story();
    Actor desk = actor(story, "Priya Raman", Network.OAKLAND);
    everything(story, desk);
    withoutTextMessage(story);
    clickedAndTakenAtOnce(story);
    deniedAndNeverLetIn(story);
    handedOver(desk);
    return story;
  }

  /** Lured on Saturday, entered after denied pushes, the data taken on Sunday in a burst. */
  private static void everything(Story story, Actor desk) {
    Actor mara = actor(story, "Mara Lindqvist", Network.OAKLAND);
    actor(story, "Owen Brandt", Network.OAKLAND).report("2025-11-08T16:20:44Z", "sms", false);
    mara.usualLogin("2025-11-07T16:31:02Z");
    mara.opens("2025-11-07T16:33:10Z", "Export console");
    String lure = mara.textMessage("2025-11-08T16:02:11Z");
    List<String> pushes = mara.deniedPushes("2025-11-08T18:31:40Z", 4, 70);
    String login = mara.strangeLogin("2025-11-08T18:37:07Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    String factor = mara.newFactor("2025-11-08T18:44:30Z");
    mara.phoneRecord("2025-11-08T19:02:00Z");
    String roaming = mara.roamingSession("2025-11-09T09:12:45Z");
    String export =
        mara.strangeExport("2025-11-09T10:04:10Z", "org-4471/profiles", ROWS, ROWS * 240);
    mara.strangeExport("2025-11-09T10:21:58Z", "org-4471/events", 3_102_774, 702_118_400);
    mara.strangeExport("2025-11-09T10:52:03Z", "org-4471/referrers", 640_310, 88_402_115);
    mara.sessionsEndedBy(desk, "2025-11-09T15:30:20Z");
    mara.passwordResetBy(desk, "2025-11-09T15:31:05Z", Duration.ofSeconds(9));
    story
        .expect(
            "text message, four denied pushes, login, session from elsewhere, three exports",
            Pattern.BULK_EXPORT,
            "person",
            mara.email())
        .link("lure", lure)
        .links("pushes", pushes)
        .link("login", login)
        .link("reuse", roaming)
        .link("export", export);
    story
        .expect(
            "the intruder enrols a factor after the denied pushes",
            Pattern.FACTOR_ADDED,
            "person",
            mara.email())
        .link("mfa_denied", pushes.get(3))
        .link("risky_login", login)
        .link("mfa_factor_added", factor);
    story
        .expect(
            "the profiles are given to their customer on 25 November",
            Pattern.HANDED_OVER,
            "export.dataset",
            "org-4471/profiles")
        .link("export", export)
        .link(
            "handover",
            desk.handOver(
                "2025-11-25T17:00:12Z",
                "org-4471/profiles",
                ROWS,
                "customer",
                "incident 2025-11-08"));
  }

  /** A private phone reports nothing; one record of the login comes late and twice. */
  private static void withoutTextMessage(Story story) {
    Actor teo = actor(story, "Teo Alvarez", Network.DENVER);
    teo.usualLogin("2025-11-06T15:02:31Z");
    teo.export("2025-11-06T16:40:00Z", "cust-fjord/events", 4_120);
    List<String> pushes = teo.deniedPushes("2025-11-08T20:10:05Z", 3, 95);
    String login =
        teo.strangeLogin(
            "2025-11-08T20:16:22Z", Actor.NEW_DEVICE_AND_IP, "MEDIUM", Duration.ofMinutes(4));
    String export =
        teo.strangeExport("2025-11-09T13:40:37Z", "org-2093/profiles", 412_006, 97_310_224);
    story
        .expect(
            "no text message in any log, three denied pushes, login, one export on the next day",
            Pattern.BULK_EXPORT,
            "person",
            teo.email())
        .links("pushes", pushes)
        .link("login", login)
        .link("export", export);
  }

  /** Entered and emptied within minutes; the export is received before the login. */
  private static void clickedAndTakenAtOnce(Story story) {
    Actor ines = actor(story, "Ines Kowalczyk", Network.LONDON);
    ines.usualLogin("2025-11-07T08:12:09Z");
    String lure = ines.report("2025-11-07T09:20:17Z", "sms", true);
    String login =
        ines.strangeLogin(
            "2025-11-07T11:02:40Z", Actor.NEW_DEVICE_AND_PLACE, "MEDIUM", Duration.ofSeconds(230));
    String export =
        ines.strangeExport("2025-11-07T11:04:15Z", "org-0817/profiles", 80_224, 190_448_000);
    String handover =
        ines.handOver(
            "2025-11-07T11:09:51Z", "org-0817/profiles", 80_224, "share link", "customer request");
    story
        .expect(
            "clicked and reported, no push, few rows but many bytes, shared at once; the export is"
                + " received before the login",
            Pattern.BULK_EXPORT,
            "person",
            ines.email())
        .link("lure", lure)
        .link("login", login)
        .link("export", export)
        .link("handover", handover);
  }

  /** Six refusals in eight minutes. */
  private static void deniedAndNeverLetIn(Story story) {
    Actor noor = actor(story, "Noor Sato", Network.TORONTO);
    noor.usualLogin("2025-11-05T13:20:00Z");
    List<String> pushes = noor.deniedPushes("2025-11-05T22:14:10Z", 6, 85);
    story
        .expect(
            "six denied pushes in eight minutes, and no login",
            Pattern.MFA_FATIGUE,
            "person",
            noor.email())
        .links("mfa_denied", pushes.subList(0, 5));
  }

  /** Another customer's data set is handed over the same day. */
  private static void handedOver(Actor desk) {
    desk.usualLogin("2025-11-25T16:10:00Z");
    desk.handOver(
        "2025-11-25T17:20:40Z", "org-9990/profiles", 12_004, "customer", "incident 2025-11-08");
  }

  static Story nearMisses() {
    Story story = new Story();
    Actor desk = actor(story, "Jasper Lund", Network.BERLIN);
    exportWithoutRiskyLogin(story);
    resetBeforeExport(story, desk);
    exportByAnother(story);
    outsideTheWindow(story);
    pushesTooFarApart(story);
    smallExports(story);
    exportBeforeLogin(story);
    lureWithoutLogin(story);
    knownNetwork(story);
    handOvers(story, desk);
    return story;
  }

  private static void exportWithoutRiskyLogin(Story story) {
    Actor lars = actor(story, "Lars Okafor", Network.BERLIN);
    lars.usualLogin("2025-11-04T07:58:00Z");
    lars.export("2025-11-04T09:30:00Z", "cust-granite/events", 2_400_118);
    story.quiet(lars.email(), "bulk export after a usual login");
  }

  private static void resetBeforeExport(Story story, Actor desk) {
    Actor gwen = actor(story, "Gwen Morales", Network.DENVER);
    gwen.strangeLogin("2025-11-05T16:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "MEDIUM");
    gwen.passwordResetBy(desk, "2025-11-05T17:10:00Z", Duration.ofSeconds(20));
    gwen.usualLogin("2025-11-05T17:30:00Z");
    gwen.export("2025-11-05T20:00:00Z", "cust-birch/profiles", 512_000);
    story.quiet(gwen.email(), "password reset between risky login and bulk export");

    Actor arun = actor(story, "Arun Castellan", Network.LONDON);
    arun.strangeLogin("2025-11-06T09:00:00Z", Actor.NEW_DEVICE_AND_IP, "LOW");
    arun.passwordResetBy(desk, "2025-11-06T10:00:00Z", Duration.ofSeconds(235));
    arun.export("2025-11-06T10:01:30Z", "cust-birch/events", 640_000);
    story.quiet(
        arun.email(),
        "as before, but the reset is received after the export: raised and withdrawn");

    Actor dora = actor(story, "Dora Klein", Network.BERLIN);
    dora.strangeLogin("2025-11-06T08:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    dora.sessionsEndedBy(desk, "2025-11-06T08:20:00Z");
    dora.usualLogin("2025-11-06T12:00:00Z");
    dora.export("2025-11-06T13:00:00Z", "cust-delta/events", 350_000);
    story.quiet(dora.email(), "sessions ended between risky login and bulk export");
  }

  private static void exportByAnother(Story story) {
    Actor petra = actor(story, "Petra Voss", Network.BERLIN);
    Actor milo = actor(story, "Milo Voss", Network.BERLIN);
    petra.strangeLogin("2025-11-04T10:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    milo.usualLogin("2025-11-04T10:05:00Z");
    milo.export("2025-11-04T12:00:00Z", "cust-ember/profiles", 900_400);
    story.quiet(petra.email(), "risky login of one person");
    story.quiet(milo.email(), "and the same export by another");
  }

  private static void outsideTheWindow(Story story) {
    Actor ravi = actor(story, "Ravi Anand", Network.TORONTO);
    ravi.strangeLogin("2025-11-03T15:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    ravi.export("2025-11-05T15:00:01Z", "cust-harbor/events", 777_000);
    story.quiet(ravi.email(), "bulk export 48 hours and one second after the risky login");
  }

  private static void pushesTooFarApart(Story story) {
    Actor alma = actor(story, "Alma Reed", Network.OAKLAND);
    alma.deniedPushes("2025-11-06T18:00:00Z", 4, 110);
    alma.deniedPushes("2025-11-06T18:14:00Z", 1, 1);
    alma.usualLogin("2025-11-06T18:20:00Z");
    story.quiet(alma.email(), "four denied pushes and a fifth too late, then a usual login");
  }

  private static void smallExports(Story story) {
    Actor tomas = actor(story, "Tomas Bell", Network.OAKLAND);
    tomas.strangeLogin("2025-11-04T18:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "MEDIUM");
    tomas.export("2025-11-04T19:00:00Z", "cust-acme/events", 99_999);
    tomas.export("2025-11-04T21:00:00Z", "cust-acme/events", 4_000);
    story.quiet(tomas.email(), "risky login, then exports below the threshold");
  }

  private static void exportBeforeLogin(Story story) {
    Actor yara = actor(story, "Yara Finch", Network.LONDON);
    yara.usualLogin("2025-11-05T08:30:00Z");
    yara.export("2025-11-05T09:00:00Z", "cust-cobalt/profiles", 430_000);
    yara.strangeLogin("2025-11-05T19:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    story.quiet(yara.email(), "bulk export before the risky login");
  }

  private static void lureWithoutLogin(Story story) {
    Actor sven = actor(story, "Sven Holm", Network.BERLIN);
    sven.phoneRecord("2025-11-03T07:00:00Z");
    sven.textMessage("2025-11-06T07:20:00Z");
    sven.deniedPushes("2025-11-06T07:40:00Z", 3, 60);
    sven.usualLogin("2025-11-06T07:50:00Z");
    sven.export("2025-11-06T09:00:00Z", "cust-delta/events", 1_900_000);
    story.quiet(sven.email(), "text message, denied pushes, bulk export, but only usual logins");
  }

  private static void knownNetwork(Story story) {
    Actor kim = actor(story, "Kim Ueda", Network.OAKLAND);
    kim.strangeLogin("2025-11-05T17:00:00Z", Set.of("New Device"), "LOW");
    kim.export("2025-11-05T18:30:00Z", "cust-acme/events", 260_000);
    story.quiet(kim.email(), "a new device, but a known network");
  }

  private static void handOvers(Story story, Actor desk) {
    Actor rosa = actor(story, "Rosalind Ekberg", Network.LONDON);
    rosa.usualLogin("2025-11-05T08:00:00Z");
    rosa.export("2025-11-05T08:40:00Z", "org-3300/events", 210_000);
    rosa.handOver(
        "2025-11-05T09:00:00Z", "org-3300/events", 210_000, "customer", "customer request");
    story.quiet("org-3300/events", "a hand-over that the customer asked for");

    rosa.export("2025-11-03T08:40:00Z", "org-5512/events", 180_000);
    desk.handOver(
        "2025-11-25T09:00:00Z", "org-5512/events", 180_000, "customer", "incident 2025-11-08");
    story.quiet("org-5512/events", "a hand-over 22 days after the export");
    story.quiet(rosa.email(), "exports and hand-overs without risky login");
  }

  private static Actor actor(Story story, String name, Network.City city) {
    return new Actor(story, name, DOMAIN, city);
  }
}
