package org.openprepaid.terminal;

/**
 * A working key on its way to the terminal.
 *
 * @param cryptogram 8 or 16 bytes, encrypted under the terminal's master key
 * @param checkValue 4 bytes, by which the terminal knows that it opened the right key
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record KeyDelivery(byte[] cryptogram, byte[] checkValue) {
  /** Neither bytes nor lengths say anything to a reader of logs. */
  @Override
  public String toString() {
    return "KeyDelivery";
  }
}
