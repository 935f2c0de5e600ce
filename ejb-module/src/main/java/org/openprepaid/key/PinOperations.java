package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.openprepaid.key.DukptKeys.Use;
import org.openprepaid.key.cipher.BlockKey;
import org.openprepaid.key.cipher.RandomPin;

/**
 * Opens PIN blocks for as long as a call takes. PIN keys of terminals that were in use lately are
 * kept open for decryption.
 */
final class PinOperations implements PinFunctions {
  private static final byte[] MAILER = {'p', 'i', 'n', 'm', 'a', 'i', 'l'};

  private final MasterKeys master;
  private final KeyGuard guard;
  private final DukptKeys dukpt;
  private final PinReferences references;
  private final OpenKeys<BlockKey> openKeys;

  PinOperations(
      MasterKeys master,
      KeyGuard guard,
      DukptKeys dukpt,
      PinReferences references,
      int openKeysMax) {
    this.master = master;
    this.guard = guard;
    this.dukpt = dukpt;
    this.references = references;
    openKeys = new OpenKeys<>(openKeysMax, this::forDecryption);
  }

  @Override
  public PinCheck verifyPin(
      WorkingKey key, PinFormat format, byte[] block, PinCard card, byte[] reference) {
    return opened(
        key,
        format,
        block,
        card.panDigits(),
        pin -> {
          if (pin == null) {
            return PinCheck.MALFORMED;
          }
          return references.matches(card, pin, reference) ? PinCheck.CORRECT : PinCheck.WRONG;
        });
  }

  @Override
  public byte[] pinReference(PinMethod method, PinCard card, char[] pin) {
    guard.requireInReach();
    byte[] digits = Digits.pinValues(pin);
    try {
      return references.of(method, card, digits);
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  @Override
  public IssuedPin issuePin(PinMethod method, PinCard card, int length, KeyRef printer) {
    guard.require(printer, KeyType.PRINTER, KeyGuard.ENCRYPT);
    byte[] pin = RandomPin.draw(length);
    try {
      return new IssuedPin(references.of(method, card, pin), mailer(printer, card, pin));
    } finally {
      Arrays.fill(pin, (byte) 0);
    }
  }

  private byte[] mailer(KeyRef printer, PinCard card, byte[] pin) {
    ByteBuffer text = ByteBuffer.allocate(Long.BYTES + pin.length).putLong(card.cardId());
    byte[] clear = master.unwrap(printer);
    try {
      for (byte digit : pin) {
        text.put((byte) ('0' + digit));
      }
      return new SealingKey(printer.algorithm(), clear).encrypt(MAILER, text.array(), 0);
    } finally {
      Arrays.fill(clear, (byte) 0);
      Arrays.fill(text.array(), (byte) 0);
    }
  }

  @Override
  public PinChange changePin(
      WorkingKey key, PinFormat format, byte[] block, PinMethod method, PinCard card, int length) {
    return opened(
        key,
        format,
        block,
        card.panDigits(),
        pin -> {
          if (pin == null) {
            return PinChange.Refused.MALFORMED;
          }
          if (pin.length != length) {
            return PinChange.Refused.WRONG_LENGTH;
          }
          return PinQuality.isTrivial(pin)
              ? PinChange.Refused.TRIVIAL
              : new PinChange.Accepted(references.of(method, card, pin));
        });
  }

  @Override
  public byte[] translatePin(
      WorkingKey key, PinFormat format, byte[] block, String panDigits, KeyRef to, PinFormat as) {
    guard.require(to, KeyType.ZPK, KeyGuard.ENCRYPT);
    requireFits(as, to.algorithm());
    return opened(
        key,
        format,
        block,
        panDigits,
        pin -> {
          if (pin == null) {
            return null;
          }
          byte[] clear = master.unwrap(to);
          BlockKey next = KeyMaterial.forEncryption(to.algorithm(), clear);
          try {
            return as.block().encrypted(next, pin, panDigits);
          } finally {
            next.wipe();
            Arrays.fill(clear, (byte) 0);
          }
        });
  }

  @Override
  public byte[] reseal(PinCard card, byte[] reference) {
    guard.requireInReach();
    return references.resealed(card, reference);
  }

  /**
   * Opens a block for the length of one call.
   *
   * @param use gets the digits, or null if the block is malformed
   */
  private <T> T opened(
      WorkingKey key, PinFormat format, byte[] block, String pan, Function<byte[], T> use) {
    Digits.requirePan(pan);
    KeyAlgorithm algorithm =
        key instanceof KeyRef ref ? ref.algorithm() : DukptKeys.algorithm((DukptKey) key);
    requireFits(format, algorithm);
    BlockKey decryption = decryption(key);
    byte[] pin = null;
    try {
      pin = format.block().opened(decryption, block, pan);
      return use.apply(pin);
    } finally {
      if (pin != null) {
        Arrays.fill(pin, (byte) 0);
      }
      if (key instanceof DukptKey) {
        decryption.wipe();
      }
    }
  }

  private BlockKey decryption(WorkingKey key) {
    if (key instanceof KeyRef ref) {
      guard.require(ref, KeyType.PIK, KeyType.ZPK, KeyGuard.DECRYPT);
      return openKeys.get(ref);
    }
    DukptKey derived = (DukptKey) key;
    byte[] clear = dukpt.derive(derived, Use.PIN);
    try {
      return KeyMaterial.forDecryption(DukptKeys.algorithm(derived), clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private BlockKey forDecryption(KeyRef ref) {
    byte[] clear = master.unwrap(ref);
    try {
      return KeyMaterial.forDecryption(ref.algorithm(), clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static void requireFits(PinFormat format, KeyAlgorithm algorithm) {
    if ((format == PinFormat.ISO_4) != algorithm.hasWideBlocks()) {
      throw new KeyException(KeyFault.ALGORITHM_REFUSED, algorithm + " for " + format);
    }
  }
}
