package org.openprepaid.key;

/**
 * A PIN that was drawn inside the module.
 *
 * @param reference what is stored of it
 * @param mailer the PIN for its holder, under the printer's key: see {@link PinFunctions#issuePin}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record IssuedPin(byte[] reference, byte[] mailer) {
  @Override
  public String toString() {
    return "IssuedPin";
  }
}
