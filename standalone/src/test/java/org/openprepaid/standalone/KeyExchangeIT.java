package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.standalone.KeyHouse.FIRST;
import static org.openprepaid.standalone.KeyHouse.SECOND;
import static org.openprepaid.standalone.KeyHouse.THIRD;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.key.Validity;
import org.openprepaid.standalone.KeyHouse.Said;

/** Keys between two institutions that share a zone master key, each with a module of its own. */
class KeyExchangeIT {
  @TempDir private static Path directory;
  private static KeyHouse house;
  private static KeyManagement partner;
  private static KeyRef partnersZmk;

  @BeforeAll
  static void shareAZoneMasterKey() throws IOException {
    house = KeyHouse.open(directory.resolve("ours"));
    MasterKeys master =
        MasterKeys.openOrCreate(
            new Pkcs12Source(directory.resolve("partner.p12"), "partner".toCharArray()));
    SoftSecurityModule module = new SoftSecurityModule(master, new PartnersVault());
    partner = module.management();
    TestComponents components = new TestComponents(77);
    List<String> sheets = List.of(components.plain(32), components.plain(32));
    KeySpec zmk = KeySpec.of(KeyName.parse("ZONE/US:ZMK:1"), KeyAlgorithm.AES_256);
    partnersZmk = module.combine(zmk, sheets.stream().map(HexFormat.of()::parseHex).toList());
    house.by(FIRST, "ceremony begin --owner ZONE/PEER --type ZMK --components 2").done();
    house.typing(FIRST, sheets.get(0), "ceremony enter ZONE/PEER:ZMK 1").done();
    house.typing(SECOND, sheets.get(1), "ceremony enter ZONE/PEER:ZMK 2").done();
    String kcv = partner.checkValue(partnersZmk).toString();
    house.by(THIRD, "ceremony complete ZONE/PEER:ZMK --activate --kcv " + kcv).done();
  }

  @AfterEach
  void everythingIsRecordedAndNothingTold() throws SQLException {
    house.auditIsIntact();
    house.keptItsSecrets();
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void aKeyOfOursIsTheSameAtThePartner() throws SQLException {
    house.by(FIRST, "rotate --owner ZONE/PEER --type ZPK --algorithm AES_128 --exportable").done();

    Said out = house.byTwo(FIRST, SECOND, "export ZONE/PEER:ZPK:1 --zmk ZONE/PEER:ZMK:1").done();

    String block = out.out().lines().reduce((first, last) -> last).orElseThrow();
    KeyRef theirs =
        partner.importBlock(partnersZmk, block, KeyName.parse("ZONE/US:ZPK:1"), Validity.ALWAYS);
    assertThat(out.out()).contains("check value  " + partner.checkValue(theirs));
    assertThat(theirs.algorithm()).isEqualTo(KeyAlgorithm.AES_128);
    assertThat(house.look("show ZONE/PEER:ZPK:1").out())
        .contains("EXPORTED     custodian1+custodian2");
  }

  @Test
  void aKeyOfThePartnersIsTheSameHere() throws SQLException {
    KeySpec spec = KeySpec.of(KeyName.parse("ZONE/US:ZAK:1"), KeyAlgorithm.AES_128);
    KeyRef theirs = partner.generate(spec.exportable(true));
    String kcv = partner.checkValue(theirs).toString();

    Said in = take(partner.exportBlock(partnersZmk, theirs), "ZAK", "--kcv " + kcv);

    assertThat(in.done().out()).contains("PENDING", "AES_128", "check value  " + kcv);
    assertThat(house.lastEvent())
        .startsWith("custodian1 KEY_IMPORT ZONE/PEER:ZAK DONE under ZONE/PEER:ZMK:1, ")
        .endsWith(", KCV " + kcv);
  }

  @Test
  void aBlockThatWasAlteredIsRefused() throws SQLException {
    String block = partnersBlock("ZONE/US:ZAK:1", KeyAlgorithm.TDES_2KEY);

    for (int at = 16; at < block.length(); at += 7) {
      char other = block.charAt(at) == '0' ? '1' : '0';
      String altered = block.substring(0, at) + other + block.substring(at + 1);
      refused("OP-150[67]", () -> take(altered, "ZAK", ""));
    }
    refused("OP-1506", () -> take("no block at all", "ZAK", ""));
    refused("OP-1506", () -> take(block.substring(0, block.length() - 16), "ZAK", ""));
    take(block, "ZAK", "").done();
  }

  @Test
  void aBlockForSomethingElseOrOfAnotherKeyIsRefused() throws SQLException {
    String block = partnersBlock("ZONE/US:ZPK:1", KeyAlgorithm.AES_128);

    refused("OP-1508", () -> take(block, "ZAK", ""));
    refused("OP-1534", () -> take(block, "ZPK", "--kcv 000000"));
    refused(
        "OP-1529",
        () ->
            house.by(
                FIRST,
                "import --owner ZONE/PEER --type ZPK --zmk ZONE/OTHER:ZMK:1 --block " + block));
  }

  @Test
  void whatMayNotLeaveStays() throws SQLException {
    house.by(FIRST, "rotate --owner ZONE/STAY --type ZPK --algorithm AES_128").done();
    String export = "export ZONE/STAY:ZPK:1 --zmk ZONE/PEER:ZMK:1";

    refused("OP-1532", () -> house.by(FIRST, export));
    refused("OP-1537", () -> house.byTwo(FIRST, SECOND, export));
  }

  private static String partnersBlock(String name, KeyAlgorithm algorithm) {
    KeySpec spec = KeySpec.of(KeyName.parse(name), algorithm).exportable(true);
    return partner.exportBlock(partnersZmk, partner.generate(spec));
  }

  private static Said take(String block, String type, String options) {
    return house.run(
        KeyHouse.password(FIRST) + "\n" + block + "\n",
        ("keys import --owner ZONE/PEER --zmk ZONE/PEER:ZMK:1 --operator custodian1 --type "
                + type
                + " "
                + options)
            .split(" +"));
  }

  /** Refused, recorded as refused, and nothing else has changed. */
  private static void refused(String code, Supplier<Said> act) throws SQLException {
    String before = house.vault();
    Said said = act.get();
    assertThat(said.err()).containsPattern("^" + code + " ");
    assertThat(said.status()).isEqualTo(1);
    assertThat(house.lastEvent()).contains("ZONE/").containsPattern(" REFUSED " + code + "$");
    assertThat(house.vault()).isEqualTo(before);
  }
}
