package dev.redthread.cli.campaign;

import dev.redthread.cli.campaign.Story.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** An own employee's account in the analytics product, as a customer's logs show it. */
final class CustomerStory {
  static final String FOLDER = "customer-analytics-export";
  private static final String DOMAIN = "corp.example";
  private static final String LOGIN = "session.logged_in";
  private static final String EVENTS = "event_export.downloaded";
  private static final String PROFILES = "profile_export.downloaded";

  private CustomerStory() {}

  static Story story() {
    Story story = new Story();
    eventsAndProfiles(story);
    profilesFirst(story);
    highRiskNextDay(story);
    return story;
  }

  /** Clicked, two pushes refused, entered, events and profiles exported in one evening. */
  private static void eventsAndProfiles(Story story) {
    Actor julia = actor(story, "Julia Brenner", Network.BERLIN);
    julia.usualLogin("2025-11-11T07:55:12Z");
    julia.opens("2025-11-11T08:10:00Z", "Analytics");
    String lure = julia.report("2025-11-11T08:40:31Z", "sms", true);
    List<String> pushes = julia.deniedPushes("2025-11-11T19:18:02Z", 2, 75);
    String login = julia.strangeLogin("2025-11-11T19:24:50Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    String entry = julia.product("2025-11-11T19:31:07Z", LOGIN);
    String events = julia.product("2025-11-11T19:40:22Z", EVENTS);
    String profiles = julia.product("2025-11-11T19:52:48Z", PROFILES);
    String more = julia.product("2025-11-11T20:05:13Z", EVENTS);
    story
        .expect(
            "clicked, two denied pushes, login, then events, profiles and events again",
            Pattern.ANALYTICS_EXPORT,
            "person",
            julia.email())
        .link("lure", lure)
        .links("pushes", pushes)
        .link("login", login)
        .link("entry", entry)
        .link("events", events)
        .link("profiles", profiles)
        .link("more_events", more);
  }

  /** No lure in any log, and the profiles leave first. */
  private static void profilesFirst(Story story) {
    Actor hassan = actor(story, "Hassan Idris", Network.LONDON);
    hassan.usualLogin("2025-11-10T08:40:00Z");
    String login =
        hassan.strangeLogin(
            "2025-11-12T06:10:39Z", Actor.NEW_DEVICE_AND_IP, "MEDIUM", Duration.ofSeconds(200));
    String entry = hassan.product("2025-11-12T06:14:00Z", LOGIN);
    String profiles = hassan.product("2025-11-12T06:30:25Z", PROFILES);
    String events = hassan.product("2025-11-12T06:41:02Z", EVENTS);
    story
        .expect(
            "no lure, the profiles before the events",
            Pattern.ANALYTICS_EXPORT,
            "person",
            hassan.email())
        .link("login", login)
        .link("entry", entry)
        .link("profiles", profiles)
        .link("more_events", events);
  }

  /** A login that the provider rates as high risk; the profiles leave on the day after. */
  private static void highRiskNextDay(Story story) {
    Actor chiara = actor(story, "Chiara Lombardi", Network.BERLIN);
    chiara.usualLogin("2025-11-12T08:02:00Z");
    String login = chiara.strangeLogin("2025-11-12T21:48:10Z", Set.of("New IP"), "HIGH");
    String profiles = chiara.product("2025-11-14T03:20:44Z", "user_data_export.created");
    story
        .expect(
            "a known device, rated high risk; user data exported a day later",
            Pattern.ANALYTICS_EXPORT,
            "person",
            chiara.email())
        .link("login", login)
        .link("profiles", profiles);
  }

  static Story nearMisses() {
    Story story = new Story();
    Actor desk = actor(story, "Marek Dvorak", Network.LONDON);

    Actor lea = actor(story, "Lea Hartwig", Network.BERLIN);
    lea.usualLogin("2025-11-11T08:00:00Z");
    lea.product("2025-11-11T08:30:00Z", LOGIN);
    lea.product("2025-11-11T09:00:00Z", EVENTS);
    lea.product("2025-11-11T09:20:00Z", PROFILES);
    story.quiet(lea.email(), "profiles exported after a usual login");

    Actor ned = actor(story, "Ned Fairbank", Network.LONDON);
    ned.strangeLogin("2025-11-11T10:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    ned.passwordResetBy(desk, "2025-11-11T11:00:00Z", Duration.ofSeconds(15));
    ned.product("2025-11-11T14:00:00Z", PROFILES);
    story.quiet(ned.email(), "password reset before the export");

    Actor ulla = actor(story, "Ulla Sorensen", Network.BERLIN);
    ulla.strangeLogin("2025-11-13T09:00:00Z", Actor.NEW_DEVICE_AND_IP, "MEDIUM");
    ulla.sessionsEndedBy(desk, "2025-11-13T09:30:00Z");
    ulla.product("2025-11-13T15:00:00Z", PROFILES);
    story.quiet(ulla.email(), "sessions ended before the export");

    Actor paul = actor(story, "Paul Whitaker", Network.LONDON);
    Actor june = actor(story, "June Whitaker", Network.LONDON);
    paul.strangeLogin("2025-11-12T12:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    june.usualLogin("2025-11-12T12:10:00Z");
    june.product("2025-11-12T13:00:00Z", PROFILES);
    story.quiet(paul.email(), "risky login of one person");
    story.quiet(june.email(), "and the same export by another");

    Actor igor = actor(story, "Igor Malek", Network.BERLIN);
    igor.strangeLogin("2025-11-10T06:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    igor.product("2025-11-12T06:00:01Z", PROFILES);
    story.quiet(igor.email(), "exported 48 hours and one second after the risky login");

    Actor tess = actor(story, "Tess Aldridge", Network.LONDON);
    tess.strangeLogin("2025-11-13T18:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "MEDIUM");
    tess.product("2025-11-13T18:20:00Z", LOGIN);
    tess.product("2025-11-13T18:30:00Z", EVENTS);
    tess.product("2025-11-13T18:40:00Z", "board.exported");
    story.quiet(tess.email(), "events and a board exported, but no profiles");

    Actor omar = actor(story, "Omar Benali", Network.BERLIN);
    omar.product("2025-11-12T09:00:00Z", PROFILES);
    omar.strangeLogin("2025-11-12T17:00:00Z", Actor.NEW_DEVICE_AND_PLACE, "HIGH");
    story.quiet(omar.email(), "profiles exported before the risky login");

    Actor wen = actor(story, "Wen Galanis", Network.LONDON);
    wen.strangeLogin("2025-11-14T09:00:00Z", Set.of("New IP"), "MEDIUM");
    wen.product("2025-11-14T10:00:00Z", PROFILES);
    story.quiet(wen.email(), "a new network alone, no new device");
    return story;
  }

  private static Actor actor(Story story, String name, Network.City city) {
    return new Actor(story, name, DOMAIN, city);
  }
}
