package org.openprepaid.softpos.pos;

/** Which keys a sign-in asks for: field 60.3. */
public enum KeyLength {
  SINGLE("001"),
  DOUBLE("003");

  private final String managementCode;

  KeyLength(String managementCode) {
    this.managementCode = managementCode;
  }

  public String managementCode() {
    return managementCode;
  }
}
