package org.openprepaid.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.key.Faults.assertFault;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A token may go while the server runs: then nothing is done any more, not even from the cache. */
class ReachTest {
  private static final String PAN = "6221558812340000";

  @ParameterizedTest
  @EnumSource
  void noKeyIsUsedWhileTheMasterKeyIsOutOfReach(Operation operation) {
    KeyType type =
        Arrays.stream(KeyType.values()).filter(operation::isFor).findFirst().orElseThrow();
    Institution gone = new Institution();
    KeyRef key = gone.generate(type, type.usualAlgorithm());
    // what else it takes comes from a node that has its token
    Operation.Place place = new Operation.Place(gone.module, gone.otherNode());
    operation.with(key, place);
    gone.master.close();
    assertFault(KeyFault.MODULE_UNREACHABLE, () -> operation.with(key, place));
  }

  @Test
  void nothingElseIsDoneEither() {
    Institution institution = new Institution();
    SoftSecurityModule module = institution.module;
    assertThat(module.isInReach()).isTrue();
    PinCard card = new PinCard(Institution.OWN, 1, PAN);
    byte[] pan = module.sealPan(1, PAN);
    byte[] balance = module.sealBalance(1, 1, new byte[8]);
    byte[] file = module.sealFile(Institution.OWN, "cards.csv", new byte[8]);
    byte[] reference = module.pinReference(PinMethod.ENCRYPTED, card, "2718".toCharArray());
    KeySpec spec = Institution.spec(KeyType.ZMK, KeyAlgorithm.AES_128);
    institution.master.close();
    assertThat(module.isInReach()).isFalse();
    List<ThrowingCallable> acts =
        List.of(
            () -> module.generate(spec),
            () -> module.combine(spec, List.of(new byte[16])),
            () -> institution.management.component(spec, new byte[16]),
            () -> module.pinReference(PinMethod.KEYED_HASH, card, "2718".toCharArray()),
            () -> module.reseal(card, reference),
            () -> module.cvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED),
            () -> module.verifyCvn(Institution.OWN, PAN, "2812", CardFunctions.PRINTED, "123"),
            () -> module.track2(Institution.OWN, PAN, "2812", "220", reference),
            () -> module.panHash(PAN),
            () -> module.panHashes(PAN),
            () -> module.sealPan(1, PAN),
            () -> module.openPan(1, pan),
            () -> module.sealBalance(1, 1, new byte[8]),
            () -> module.openBalance(1, 1, balance),
            () -> module.sealFile(Institution.OWN, "cards.csv", new byte[8]),
            () -> module.openFile(Institution.OWN, "cards.csv", file));
    for (ThrowingCallable act : acts) {
      assertFault(KeyFault.MODULE_UNREACHABLE, act);
    }
  }
}
