package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.codec.CandidateCodec;
import dev.redthread.engine.codec.CompletionCodec;
import dev.redthread.engine.codec.DecidedCodec;
import dev.redthread.engine.codec.EventKeyCodec;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.engine.codec.TimelineEventCodec;
import dev.redthread.event.DeadLetter;
import dev.redthread.incident.Entity;
import dev.redthread.incident.IncidentState;
import dev.redthread.incident.IncidentStateCodec;
import dev.redthread.incident.Suppressed;
import dev.redthread.normalize.link.NameLink;
import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.change.InForceCodec;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternVersionCodec;
import dev.redthread.pipeline.metrics.Kept;
import dev.redthread.pipeline.metrics.KeptCodec;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.state.CodecTypeInformation;
import dev.redthread.pipeline.state.DeadLetterCodec;
import dev.redthread.pipeline.state.DeliveredCodec;
import dev.redthread.pipeline.state.DocumentCodec;
import dev.redthread.pipeline.state.PageCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Every type of ours that is sent between operators or kept by one. */
public final class WireTypes {
  public static final TypeInformation<Delivered> DELIVERED =
      CodecTypeInformation.of(Delivered.class, DeliveredCodec.class);
  public static final TypeInformation<DeadLetter> DEAD_LETTER =
      CodecTypeInformation.of(DeadLetter.class, DeadLetterCodec.class);
  public static final TypeInformation<DeviceEvent> DEVICE_EVENT =
      CodecTypeInformation.of(DeviceEvent.class, DeviceEventCodec.class);
  public static final TypeInformation<Candidate> CANDIDATE =
      CodecTypeInformation.of(Candidate.class, CandidateCodec.class);
  public static final TypeInformation<TimelineKey> TIMELINE_KEY =
      CodecTypeInformation.of(TimelineKey.class, TimelineKeyCodec.class);
  public static final TypeInformation<Finding> FINDING =
      CodecTypeInformation.of(Finding.class, FindingCodec.class);
  public static final TypeInformation<EntityFinding> ENTITY_FINDING =
      CodecTypeInformation.of(EntityFinding.class, EntityFindingCodec.class);
  public static final TypeInformation<Document> DOCUMENT =
      CodecTypeInformation.of(Document.class, DocumentCodec.class);
  public static final TypeInformation<Page> PAGE =
      CodecTypeInformation.of(Page.class, PageCodec.class);

  public static final TypeInformation<Unconfirmed> UNCONFIRMED =
      CodecTypeInformation.of(Unconfirmed.class, UnconfirmedCodec.class);

  static final TypeInformation<LastWritten> LAST_WRITTEN =
      CodecTypeInformation.of(LastWritten.class, LastWrittenCodec.class);

  public static final TypeInformation<PatternVersion> PATTERN_VERSION =
      CodecTypeInformation.of(PatternVersion.class, PatternVersionCodec.class);

  static final TypeInformation<InForce> IN_FORCE =
      CodecTypeInformation.of(InForce.class, InForceCodec.class);
  static final TypeInformation<Decided> DECIDED =
      CodecTypeInformation.of(Decided.class, DecidedCodec.class);
  static final TypeInformation<DeviceLink> DEVICE_LINK =
      CodecTypeInformation.of(DeviceLink.class, DeviceLinkCodec.class);
  static final TypeInformation<NameLink> NAME_LINK =
      CodecTypeInformation.of(NameLink.class, NameLinkCodec.class);
  static final TypeInformation<Orphan> ORPHAN =
      CodecTypeInformation.of(Orphan.class, OrphanCodec.class);
  static final TypeInformation<EventKey> EVENT_KEY =
      CodecTypeInformation.of(EventKey.class, EventKeyCodec.class);
  static final TypeInformation<TimelineEvent> TIMELINE_EVENT =
      CodecTypeInformation.of(TimelineEvent.class, TimelineEventCodec.class);
  static final TypeInformation<Completion> COMPLETION =
      CodecTypeInformation.of(Completion.class, CompletionCodec.class);
  static final TypeInformation<Entity> ENTITY =
      CodecTypeInformation.of(Entity.class, EntityCodec.class);
  static final TypeInformation<Suppressed> SUPPRESSED =
      CodecTypeInformation.of(Suppressed.class, SuppressedCodec.class);
  static final TypeInformation<Pace> PACE = CodecTypeInformation.of(Pace.class, PaceCodec.class);
  static final TypeInformation<ProgressPace> PROGRESS_PACE =
      CodecTypeInformation.of(ProgressPace.class, ProgressPaceCodec.class);
  static final TypeInformation<Kept> KEPT = CodecTypeInformation.of(Kept.class, KeptCodec.class);
  static final TypeInformation<IncidentState> INCIDENT_STATE =
      CodecTypeInformation.of(IncidentState.class, IncidentStateCodec.class);

  private WireTypes() {}
}
