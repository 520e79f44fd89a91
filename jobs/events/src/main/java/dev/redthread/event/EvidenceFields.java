package dev.redthread.event;

import java.util.Set;

/** The fields that are shown with a finding, and so read from every event whose source has them. */
public final class EvidenceFields {
  public static final Set<String> NAMES =
      Set.of(
          "device.id",
          "event.action",
          "event.outcome",
          "event.reason",
          "export.bytes",
          "export.dataset",
          "export.destination",
          "export.rows",
          "file.name",
          "labels.new_device",
          "labels.new_geo",
          "labels.new_network",
          "labels.risk_level",
          "labels.session_id",
          "organization.id",
          Actor.ID,
          Actor.KIND,
          Actor.OWNER,
          "source.as.number",
          "source.as.organization.name",
          "source.geo.city_name",
          "source.geo.country_iso_code",
          "source.ip",
          "url.original",
          "user.email",
          "user.id",
          "user.name",
          "user.target.email",
          "user.target.name",
          "user_agent.original");

  private EvidenceFields() {}
}
