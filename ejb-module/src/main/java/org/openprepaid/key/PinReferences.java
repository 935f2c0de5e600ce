package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.openprepaid.key.cipher.Ibm3624;
import org.openprepaid.key.cipher.KeyedHash;
import org.openprepaid.key.cipher.VisaPvv;

/**
 * What is stored of PINs: method (1 byte), version of the issuer's key (1), value. A reference
 * names its key, so that a PIN that was set under an older one stays good.
 */
final class PinReferences {
  private static final int HEAD = 2;
  private static final int HASH_BYTES = 16;
  private static final int MAX_PIN = 12;

  /** PVV keys have one index here: the version stands in the reference. */
  private static final int PVV_KEY_INDEX = 1;

  private static final byte[] SEAL = {'p', 'i', 'n'};

  private final KeyGuard guard;
  private final LiveKeyRing ring;

  PinReferences(KeyGuard guard, LiveKeyRing ring) {
    this.guard = guard;
    this.ring = ring;
  }

  /**
   * @param pin digit values
   */
  byte[] of(PinMethod method, PinCard card, byte[] pin) {
    KeyVersions<?> keys = keys(card, method);
    guard.requireValid(keys.active());
    byte[] value =
        switch (method) {
          case KEYED_HASH -> hash((KeyedHash) keys.current(), card, pin);
          case IBM_OFFSET ->
              ascii(((Ibm3624) keys.current()).offset(card.panDigits(), pin, pin.length));
          case VISA_PVV ->
              ascii(((VisaPvv) keys.current()).of(card.panDigits(), PVV_KEY_INDEX, pin));
          case ENCRYPTED -> sealed((SealingKey) keys.current(), card, pin);
        };
    return ByteBuffer.allocate(HEAD + value.length)
        .put((byte) method.code())
        .put((byte) keys.currentVersion())
        .put(value)
        .array();
  }

  /** Whether the PIN is the one that the reference is of. */
  boolean matches(PinCard card, byte[] pin, byte[] reference) {
    PinMethod method = method(reference);
    Object key = keyOf(card, method, reference[1]);
    byte[] value = Arrays.copyOfRange(reference, HEAD, reference.length);
    return switch (method) {
      case KEYED_HASH -> MessageDigest.isEqual(hash((KeyedHash) key, card, pin), value);
      case IBM_OFFSET ->
          pin.length == value.length && ((Ibm3624) key).matches(card.panDigits(), pin, text(value));
      case VISA_PVV -> ((VisaPvv) key).matches(card.panDigits(), PVV_KEY_INDEX, pin, text(value));
      case ENCRYPTED -> matchesSealed((SealingKey) key, card, pin, value);
    };
  }

  byte[] resealed(PinCard card, byte[] reference) {
    PinMethod method = method(reference);
    if (method != PinMethod.ENCRYPTED) {
      return reference;
    }
    KeyVersions<SealingKey> keys = ring.now().ofIssuer(card.issuer(), method.keyType());
    if (reference[1] == keys.currentVersion()) {
      return reference;
    }
    SealingKey before = (SealingKey) keyOf(card, method, reference[1]);
    byte[] field = field(before, card, Arrays.copyOfRange(reference, HEAD, reference.length));
    byte[] pin = Arrays.copyOfRange(field, 1, 1 + field[0]);
    try {
      return of(method, card, pin);
    } finally {
      Arrays.fill(field, (byte) 0);
      Arrays.fill(pin, (byte) 0);
    }
  }

  /** The PVV in a reference, 4 digits; {@code null} if its method has none. */
  static String pvv(byte[] reference) {
    return reference != null && method(reference) == PinMethod.VISA_PVV
        ? text(Arrays.copyOfRange(reference, HEAD, reference.length))
        : null;
  }

  static int pvvKeyIndex() {
    return PVV_KEY_INDEX;
  }

  private static PinMethod method(byte[] reference) {
    PinMethod method = reference.length <= HEAD ? null : PinMethod.ofCode(reference[0]);
    if (method == null) {
      throw new SealBrokenException("a PIN reference of an unknown kind");
    }
    return method;
  }

  private KeyVersions<?> keys(PinCard card, PinMethod method) {
    return ring.now().ofIssuer(card.issuer(), method.keyType());
  }

  private Object keyOf(PinCard card, PinMethod method, byte version) {
    Object key = keys(card, method).named(version);
    if (key == null) {
      ring.lookForNews();
      key = keys(card, method).named(version);
    }
    if (key == null) {
      throw new SealBrokenException("a PIN reference of an unknown key version");
    }
    return key;
  }

  /** All PINs make an input of one length, so that the time tells nothing of theirs. */
  private static byte[] hash(KeyedHash key, PinCard card, byte[] pin) {
    byte[] input = new byte[Long.BYTES + 1 + MAX_PIN];
    try {
      ByteBuffer.wrap(input).putLong(card.cardId()).put((byte) pin.length).put(pin);
      return Arrays.copyOf(key.of(input), HASH_BYTES);
    } finally {
      Arrays.fill(input, (byte) 0);
    }
  }

  /** Length and digits, always as long as the longest: the sealed text does not tell the length. */
  private static byte[] sealed(SealingKey key, PinCard card, byte[] pin) {
    byte[] field = new byte[1 + MAX_PIN];
    try {
      ByteBuffer.wrap(field).put((byte) pin.length).put(pin);
      return key.encrypt(seal(card), field, 0);
    } finally {
      Arrays.fill(field, (byte) 0);
    }
  }

  private static boolean matchesSealed(SealingKey key, PinCard card, byte[] pin, byte[] value) {
    byte[] field = field(key, card, value);
    byte[] wanted = new byte[1 + MAX_PIN];
    try {
      ByteBuffer.wrap(wanted).put((byte) pin.length).put(pin);
      return MessageDigest.isEqual(wanted, field);
    } finally {
      Arrays.fill(field, (byte) 0);
      Arrays.fill(wanted, (byte) 0);
    }
  }

  private static byte[] field(SealingKey key, PinCard card, byte[] value) {
    try {
      return key.decrypt(seal(card), value, 0);
    } catch (AEADBadTagException e) {
      throw new SealBrokenException("PIN of card " + card.cardId());
    }
  }

  private static byte[] seal(PinCard card) {
    return ByteBuffer.allocate(SEAL.length + Long.BYTES).put(SEAL).putLong(card.cardId()).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
