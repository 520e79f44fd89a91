package dev.redthread.normalize;

/** Which value of a user of a SCIM export a person is called by, where it is nobody else's. */
public enum ScimName {
  /** The e-mail address that is marked as primary. */
  EMAIL,
  USER_NAME,
  EXTERNAL_ID,
  ID,
  /** That of the enterprise extension. */
  EMPLOYEE_NUMBER
}
