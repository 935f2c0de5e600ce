package org.openprepaid.key.master;

import java.util.Map;
import java.util.Set;
import org.openprepaid.key.KeyFault;

/**
 * What a PKCS#11 function returns (OASIS PKCS#11 base specification 2.40, section 5.1 and appendix
 * B). Whatever is not expected counts as a token out of reach: the functions are called with
 * arguments that worked when the key was opened.
 */
final class ReturnValue {
  static final long OK = 0;
  static final long USER_ALREADY_LOGGED_IN = 0x100;
  static final long CRYPTOKI_NOT_INITIALIZED = 0x190;
  static final long CRYPTOKI_ALREADY_INITIALIZED = 0x191;

  /** To try again after these may lock the PIN, or is of no use. */
  private static final Set<Long> REFUSES_PIN = Set.of(0xA0L, 0xA1L, 0xA2L, 0xA3L, 0xA4L, 0x102L);

  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0x02L, "CKR_HOST_MEMORY"),
          Map.entry(0x03L, "CKR_SLOT_ID_INVALID"),
          Map.entry(0x05L, "CKR_GENERAL_ERROR"),
          Map.entry(0x06L, "CKR_FUNCTION_FAILED"),
          Map.entry(0x07L, "CKR_ARGUMENTS_BAD"),
          Map.entry(0x0AL, "CKR_CANT_LOCK"),
          Map.entry(0x30L, "CKR_DEVICE_ERROR"),
          Map.entry(0x31L, "CKR_DEVICE_MEMORY"),
          Map.entry(0x32L, "CKR_DEVICE_REMOVED"),
          Map.entry(0x54L, "CKR_FUNCTION_NOT_SUPPORTED"),
          Map.entry(0x60L, "CKR_KEY_HANDLE_INVALID"),
          Map.entry(0x68L, "CKR_KEY_FUNCTION_NOT_PERMITTED"),
          Map.entry(0x70L, "CKR_MECHANISM_INVALID"),
          Map.entry(0x82L, "CKR_OBJECT_HANDLE_INVALID"),
          Map.entry(0x90L, "CKR_OPERATION_ACTIVE"),
          Map.entry(0xA0L, "CKR_PIN_INCORRECT"),
          Map.entry(0xA1L, "CKR_PIN_INVALID"),
          Map.entry(0xA2L, "CKR_PIN_LEN_RANGE"),
          Map.entry(0xA3L, "CKR_PIN_EXPIRED"),
          Map.entry(0xA4L, "CKR_PIN_LOCKED"),
          Map.entry(0xB0L, "CKR_SESSION_CLOSED"),
          Map.entry(0xB1L, "CKR_SESSION_COUNT"),
          Map.entry(0xB3L, "CKR_SESSION_HANDLE_INVALID"),
          Map.entry(0xE0L, "CKR_TOKEN_NOT_PRESENT"),
          Map.entry(0xE1L, "CKR_TOKEN_NOT_RECOGNIZED"),
          Map.entry(0xE2L, "CKR_TOKEN_WRITE_PROTECTED"),
          Map.entry(0x101L, "CKR_USER_NOT_LOGGED_IN"),
          Map.entry(0x102L, "CKR_USER_PIN_NOT_INITIALIZED"),
          Map.entry(0x150L, "CKR_BUFFER_TOO_SMALL"),
          Map.entry(CRYPTOKI_NOT_INITIALIZED, "CKR_CRYPTOKI_NOT_INITIALIZED"));

  private ReturnValue() {}

  static TokenException failure(String function, long value) {
    KeyFault fault =
        REFUSES_PIN.contains(value) ? KeyFault.TOKEN_REFUSED : KeyFault.MODULE_UNREACHABLE;
    String name = NAMES.getOrDefault(value, "CKR");
    return new TokenException(fault, "%s: %s (0x%X)".formatted(function, name, value));
  }
}
