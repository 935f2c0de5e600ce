package org.openprepaid.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.card.Pan;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.terminal.SoftKeys;

/** Whenever the load is interrupted, the next start completes it, and the file tells the truth. */
class SampleLoaderTest {
  private static final int TERMINALS = 4;
  private static final int CARDS = 6;

  @TempDir private Path folder;

  private final FakeInstitution institution = new FakeInstitution();

  @Test
  void theFileDescribesWhatIsThere() throws Exception {
    SampleFile file = file("sample.json");
    institution.live();
    institution.loader().load(file, TERMINALS, CARDS);
    assertComplete(file);
  }

  @Test
  void killedAtAnyMomentItGoesOnWhereItWas() throws Exception {
    int kills = 0;
    for (int call = 1; ; call++) {
      FakeInstitution fresh = new FakeInstitution();
      SampleFile file = file("killed-at-" + call + ".json");
      fresh.dieAtCall(call);
      try {
        fresh.loader().load(file, TERMINALS, CARDS);
        break;
      } catch (FakeInstitution.Killed e) {
        kills++;
        assertThat(file.isDone()).isFalse();
      }
      fresh.live();
      fresh.loader().load(file, TERMINALS, CARDS);
      assertComplete(fresh, file);
    }
    // every step was hit: products, operator, merchants, terminals, cards, top-ups, audit
    assertThat(kills).isGreaterThan(2 * (2 + 1 + TERMINALS + CARDS));
  }

  @Test
  void anInstitutionThatTheFileDoesNotDescribeIsLeftAlone() throws Exception {
    institution.live();
    institution.loader().load(file("first.json"), TERMINALS, CARDS);
    SampleFile other = file("other.json");
    assertThatThrownBy(() -> institution.loader().load(other, TERMINALS, CARDS))
        .hasMessageContaining("OP-1012")
        .hasMessageContaining("./prepaid reset");
    assertThat(other.isDone()).isFalse();
    assertThat(institution.cards).hasSize(CARDS);
  }

  @Test
  void aSampleOutOfBoundsIsRefusedBeforeAnythingIsMade() {
    institution.live();
    assertThatThrownBy(() -> institution.loader().load(file("s.json"), 0, CARDS))
        .hasMessageContaining("OP-1011");
    assertThatThrownBy(() -> institution.loader().load(file("s.json"), TERMINALS, 1_000_000))
        .hasMessageContaining("OP-1011");
    assertThat(institution.products).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  private SampleFile file(String name) {
    return new SampleFile(folder.resolve(name), 8583, 8080);
  }

  private void assertComplete(SampleFile file) throws Exception {
    assertComplete(institution, file);
  }

  private static void assertComplete(FakeInstitution made, SampleFile file) throws Exception {
    assertThat(file.isDone()).isTrue();
    assertThat(file.draft()).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    SamplePlan plan = SampleJson.read(Files.readString(file.path()));
    assertThat(made.products.keySet()).containsExactly("SAMPLE-CITY", "SAMPLE-GIFT");
    assertThat(made.passwords).containsEntry("admin", plan.operators().get(0).password());
    assertThat(keysByMerchant(plan)).isEqualTo(made.merchantKeys).hasSize(3);
    assertThat(plan.terminals()).hasSize(TERMINALS);
    for (SamplePlan.TerminalLine line : plan.terminals()) {
      assertThat(kcvOf(line.tmk()))
          .isEqualTo(SoftKeys.module().kcv(made.terminals.get(line.terminalId())));
    }
    assertThat(plan.cards()).hasSize(CARDS);
    assertThat(made.cards.keySet())
        .containsExactlyInAnyOrderElementsOf(
            plan.cards().stream().map(card -> Pan.of(card.pan())).toList());
    assertThat(made.topUps).hasSize(CARDS);
    assertThat(made.topUps.values()).allMatch(request -> request.amount().minor() == 100_000);
    assertThat(made.audited).last().asString().startsWith("SAMPLE_LOAD");
  }

  private static Map<String, String> keysByMerchant(SamplePlan plan) {
    return plan.merchants().stream()
        .collect(
            Collectors.toMap(SamplePlan.MerchantLine::merchantId, SamplePlan.MerchantLine::apiKey));
  }

  private static byte[] kcvOf(String tmk) {
    return SoftKeys.module()
        .kcv(
            SoftKeys.module()
                .combine(
                    KeySpec.working("10000001", KeyType.TMK, KeyAlgorithm.TDES_2KEY),
                    List.of(HexFormat.of().parseHex(tmk))));
  }
}
