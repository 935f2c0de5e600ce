package org.openprepaid.transaction;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.PinCard;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.SecurityModule;

/** Makes PIN blocks of ISO 9564-1 format 0, as a terminal does. */
final class PinPad {
  private static final byte[] KEY = HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");

  private final SecurityModule security;
  private final KeyRef key;

  PinPad(SecurityModule security) {
    this.security = security;
    KeySpec spec = KeySpec.working("POS00001", KeyType.PIK, KeyAlgorithm.TDES_2KEY);
    key = security.combine(spec, List.of(KEY.clone()));
  }

  boolean isRight(PinCard card, String pin, byte[] reference) {
    byte[] block = block(pin, card.panDigits());
    return security.verifyPin(key, PinFormat.ISO_0, block, card, reference) == PinCheck.CORRECT;
  }

  private static byte[] block(String pin, String pan) {
    String last = pan.substring(pan.length() - 13, pan.length() - 1);
    byte[] field = bytes("0" + pin.length() + pin + "F".repeat(14 - pin.length()));
    byte[] number = bytes("0000" + last);
    for (int i = 0; i < field.length; i++) {
      field[i] ^= number[i];
    }
    try {
      byte[] threeParts = Arrays.copyOf(KEY, 24);
      System.arraycopy(KEY, 0, threeParts, 16, 8);
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(threeParts, "DESede"));
      return cipher.doFinal(field);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
