package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One record of the Microsoft 365 unified audit log.
 *
 * <p><i>Source:</i> the Office 365 Management Activity API: times have no zone, a failed login may
 * say {@code ResultStatus: Success}, the address may carry a port.
 */
final class MicrosoftRecord {
  static final String SOURCE = "o365.audit";
  private static final String TENANT = "6f4c5b0e-3a17-4b8e-9f0d-2f1b6f6c1d55";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final ArrayNode extended = JsonNodeFactory.instance.arrayNode();

  MicrosoftRecord(
      Instant at, String operation, int recordType, String workload, Account user, Ids ids) {
    json.put("CreationTime", Times.secondsWithoutZone(at));
    json.put("Id", ids.uuid());
    json.put("Operation", operation);
    json.put("OrganizationId", TENANT);
    json.put("RecordType", recordType);
    json.put("ResultStatus", "Success");
    json.put("UserKey", user.microsoftKey());
    json.put("UserType", 0);
    json.put("Version", 1);
    json.put("Workload", workload);
    json.put("UserId", user.email());
  }

  /** A sign-in or its failure, seen by the directory. */
  static MicrosoftRecord login(
      Instant at, Account user, String clientIp, Device device, String session, Ids ids) {
    MicrosoftRecord record =
        new MicrosoftRecord(at, "UserLoggedIn", 15, "AzureActiveDirectory", user, ids);
    record.json.put("ClientIP", clientIp);
    record.json.put("ActorIpAddress", clientIp);
    record.json.put("ObjectId", "00000003-0000-0ff1-ce00-000000000000");
    record.json.put("AzureActiveDirectoryEventType", 1);
    record.json.set("ExtendedProperties", record.extended);
    record.extended("ResultStatusDetail", "Success");
    record.extended("UserAgent", device.userAgent());
    record.extended("RequestType", "OAuth2:Authorize");
    record.json.putArray("ModifiedProperties");
    ArrayNode actor = record.json.putArray("Actor");
    actor.addObject().put("ID", ids.uuid()).put("Type", 0);
    actor.addObject().put("ID", user.email()).put("Type", 5);
    record.json.put("ActorContextId", TENANT);
    record.json.put("InterSystemsId", ids.uuid());
    record.json.put("IntraSystemId", record.id());
    record.json.put("SupportTicketId", "");
    record.json.put("TargetContextId", TENANT);
    record.json.put("ApplicationId", "08e18876-6177-487e-b8b5-cf950c1e598c");
    ArrayNode properties = record.json.putArray("DeviceProperties");
    properties.addObject().put("Name", "OS").put("Value", device.os());
    properties.addObject().put("Name", "BrowserType").put("Value", device.browser());
    properties
        .addObject()
        .put("Name", "IsCompliantAndManaged")
        .put("Value", device.managed() ? "True" : "False");
    properties.addObject().put("Name", "SessionId").put("Value", session);
    record.json.put("ErrorNumber", "0");
    return record;
  }

  /** Turns a sign-in into one that failed, still with the success that Microsoft writes. */
  MicrosoftRecord failed(int error, String reason) {
    json.put("Operation", "UserLoginFailed");
    json.put("ErrorNumber", Integer.toString(error));
    json.put("LogonError", reason);
    return this;
  }

  /** A file in SharePoint or OneDrive that was opened or downloaded. */
  static MicrosoftRecord file(
      Instant at, String operation, Account user, String ip, Device device, String name, Ids ids) {
    MicrosoftRecord record = new MicrosoftRecord(at, operation, 6, "SharePoint", user, ids);
    String site = "https://analytics.sharepoint.example/sites/finance/";
    record.json.remove("ResultStatus");
    record.json.put("ClientIP", ip);
    record.json.put("ObjectId", site + "Shared Documents/" + name);
    record.json.put("CorrelationId", ids.uuid());
    record.json.put("EventSource", "SharePoint");
    record.json.put("ItemType", "File");
    record.json.put("ListId", ids.uuid());
    record.json.put("ListItemUniqueId", ids.uuid());
    record.json.put("Site", ids.uuid());
    record.json.put("UserAgent", device.userAgent());
    record.json.put("WebId", ids.uuid());
    record.json.put("DeviceDisplayName", ip);
    record.json.put("SourceFileExtension", name.substring(name.lastIndexOf('.') + 1));
    record.json.put("SiteUrl", site);
    record.json.put("SourceFileName", name);
    record.json.put("SourceRelativeUrl", "Shared Documents");
    record.json.put("FileSizeBytes", 20_000L + ids.below(4_000_000));
    return record;
  }

  /** Mail that a client fetched. */
  static MicrosoftRecord mail(Instant at, Account user, String ip, int messages, Ids ids) {
    MicrosoftRecord record =
        new MicrosoftRecord(at, "MailItemsAccessed", 50, "Exchange", user, ids);
    record.json.put("ResultStatus", "Succeeded");
    record.json.put("ClientIPAddress", ip);
    record.json.put("ClientInfoString", "Client=REST;Client=RESTSystem;;");
    record.json.put("ExternalAccess", false);
    record.json.put("InternalLogonType", 0);
    record.json.put("LogonType", 0);
    record.json.put("MailboxGuid", ids.uuid());
    record.json.put("MailboxOwnerUPN", user.email());
    ArrayNode properties = record.json.putArray("OperationProperties");
    properties.addObject().put("Name", "MailAccessType").put("Value", "Bind");
    properties.addObject().put("Name", "IsThrottled").put("Value", "False");
    ObjectNode folder = record.json.putArray("Folders").addObject();
    ArrayNode items = folder.putArray("FolderItems");
    for (int i = 0; i < messages; i++) {
      items
          .addObject()
          .put("InternetMessageId", "<" + ids.uuid() + "@mail.example>")
          .put("SizeInBytes", 4_000 + ids.below(90_000));
    }
    folder.put("Path", "\\Inbox");
    record.json.put("OperationCount", messages);
    return record;
  }

  /** A directory operation by an administrator on an object; its name ends with a dot. */
  static MicrosoftRecord directory(
      Instant at, String operation, Account admin, String object, Ids ids) {
    MicrosoftRecord record =
        new MicrosoftRecord(at, operation, 8, "AzureActiveDirectory", admin, ids);
    record.json.put("ObjectId", object);
    record.json.put("AzureActiveDirectoryEventType", 1);
    record.json.set("ExtendedProperties", record.extended);
    record.extended("extendedAuditEventCategory", "User");
    record.json.putArray("ModifiedProperties");
    ArrayNode actor = record.json.putArray("Actor");
    actor.addObject().put("ID", admin.email()).put("Type", 5);
    record.json.put("ActorContextId", TENANT);
    record.json.put("InterSystemsId", ids.uuid());
    record.json.put("IntraSystemId", ids.uuid());
    record.json.put("SupportTicketId", "");
    record.json.putArray("Target").addObject().put("ID", object).put("Type", 5);
    record.json.put("TargetContextId", TENANT);
    return record;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.get("Id").textValue();
  }

  private void extended(String name, String value) {
    extended.addObject().put("Name", name).put("Value", value);
  }
}
