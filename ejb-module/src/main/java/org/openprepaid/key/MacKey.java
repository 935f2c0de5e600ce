package org.openprepaid.key;

import java.util.Arrays;
import org.openprepaid.key.cipher.BlockKey;
import org.openprepaid.key.cipher.CbcMac;
import org.openprepaid.key.cipher.Cmac;
import org.openprepaid.key.cipher.CupMac;
import org.openprepaid.key.cipher.MacPadding;
import org.openprepaid.key.cipher.RetailMac;

/** An open key that makes MACs, by any number of threads. */
final class MacKey {
  private final KeyAlgorithm algorithm;
  private final BlockKey block;

  /** For X9.19, whose halves serve apart; null for other keys. */
  private final RetailMac retail;

  /** For CMAC; null for the DES family. */
  private final Cmac cmac;

  /**
   * @param clear remains the caller's to wipe
   */
  MacKey(KeyAlgorithm algorithm, byte[] clear) {
    this.algorithm = algorithm;
    block = KeyMaterial.forEncryption(algorithm, clear);
    retail = algorithm == KeyAlgorithm.TDES_2KEY ? new RetailMac(clear) : null;
    cmac = algorithm.hasWideBlocks() ? new Cmac(block) : null;
  }

  /** A key that is used once; the array is wiped. */
  static MacKey passing(KeyAlgorithm algorithm, byte[] clear) {
    try {
      return new MacKey(algorithm, clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  byte[] mac(MacAlgorithm wanted, byte[] data) {
    if (!wanted.accepts(algorithm)) {
      throw new KeyException(KeyFault.ALGORITHM_REFUSED, algorithm + " for " + wanted);
    }
    return switch (wanted) {
      case CUP -> CupMac.of(block, data);
      case X9_9 -> CbcMac.of(block, data, MacPadding.ZEROS);
      case X9_19 -> retail.of(data, MacPadding.ZEROS);
      case CMAC -> cmac.of(data);
    };
  }

  void wipe() {
    block.wipe();
    if (retail != null) {
      retail.wipe();
    }
    if (cmac != null) {
      cmac.wipe();
    }
  }
}
