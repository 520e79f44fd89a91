package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.PullSplit.Poll;
import dev.redthread.pipeline.state.Sample;
import java.util.List;
import java.util.Optional;

/** How far feeds were asked for, in each of the forms that a checkpoint holds. */
public final class PullSamples {
  private PullSamples() {}

  public static List<Sample<?>> samples() {
    PullSplit between =
        new PullSplit(
            "okta", 44, Optional.empty(), 99, List.of(new Seen.Mark(1, -2), new Seen.Mark(3, 4)));
    PullSplit amid =
        new PullSplit(
            "slack",
            45,
            Optional.of(new Poll(55, "https://api.slack.com/audit/v1/logs?cursor=ü", 7)),
            100,
            List.of());
    return List.of(
        Sample.of("betweenPolls", between, new PullSplitSerializer()),
        Sample.of("amidAPoll", amid, new PullSplitSerializer()),
        Sample.of(
            "plain",
            new PullAssignment(List.of(between, amid), List.of("github")),
            new PullAssignmentSerializer()));
  }
}
