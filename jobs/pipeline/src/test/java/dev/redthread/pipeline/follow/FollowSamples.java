package dev.redthread.pipeline.follow;

import dev.redthread.pipeline.state.Sample;
import java.util.List;

/** How far files were followed, in each of the forms that a checkpoint holds. */
public final class FollowSamples {
  private FollowSamples() {}

  public static List<Sample<?>> samples() {
    Place half =
        new Place(
            3,
            "logs/a.log.1",
            "(dev=1,ino=7)",
            1_200,
            9,
            99,
            new Mark(1_024, 1_024, -5),
            new Mark(1_201, 1_024, 6),
            1_300,
            98,
            100);
    Place start =
        new Place(4, "logs/ü.gz", "logs/ü.gz", 0, 0, 0, Mark.NONE, Mark.NONE, -1, -1, 100);
    return List.of(
        Sample.of(
            "plain",
            new FollowSplit(
                List.of(
                    new FeedPlaces("doors", 5, List.of(half, start)),
                    new FeedPlaces("empty", 1, List.of()))),
            new FollowSplitSerializer()),
        Sample.of("ofNoFeed", new FollowSplit(List.of()), new FollowSplitSerializer()));
  }
}
