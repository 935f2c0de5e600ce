package org.openprepaid.key.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openprepaid.key.block.Samples.hex;
import static org.openprepaid.key.block.Samples.key;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Key blocks, derived keys and CMACs that others published; the source stands beside each. X9.143
 * and TR-31 examples are quoted as the public test-suites of openemv/tr31 (C), knovichikhin/psec
 * (Python) and keyblock (Rust) have them; BP-Tools is EFTlab's calculator, its output as printed in
 * chhil/TR31Keyblock (Main.java).
 */
class KeyBlockVectorsTest {
  private final KeyBlockCodec codec = KeyBlockCodec.hidingKeyLength();

  /** Random bytes are known, so the whole block must come out. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "TR-31:2018 A.7.2.2, DD7515F2BFC17F85CE48F3CA25CB21F6,"
        + "3F419E1CB7079442AA37474C2EFBF8B8, 1C2965473CE2,"
        + "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E",
    "TR-31:2018 A.7.3.2, 1D22BF32387C600AD97F9B97A51311AC,"
        + "E8BC63E5479455E26577F715D587FE68, 30111D18CC4C,"
        + "B0104B0TX12S0100KS1800604B120F9292800000"
        + "BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A52190E248719E24B433627",
    "TR-31:2018 A.7.4, 88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "3F419E1CB7079442AA37474C2EFBF8B8, 1C2965473CE206BB855B01533782,"
        + "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D2"
        + "07E2E417C07156A27E8E31DA05F7425509593D03A457DC34",
    "5n00py/paysec test_tr31.rs AES-128, 00112233445566778899AABBCCDDEEFF,"
        + "FFEEDDCCBBAA99887766554433221100, 00000000 DDCAA6156A32D4A2734F9AF8A06A,"
        + "D0144P0TE00N0200KS1800604B120F9292800000PB080000"
        + "8C33D790E39C605B6966CB81E79ADBDFEF1341850A655F383783CB17F64E3D3E"
        + "0901DC80A564B8365F0979A06904FEEA",
    "5n00py/paysec test_tr31.rs AES-192, 00112233445566778899AABBCCDDEEFF0011223344556677,"
        + "FFEEDDCCBBAA99887766554433221100, 00000000 223655F4BC798073D74B705B9FFB,"
        + "D0144P0TE00N0200KS1800604B120F9292800000PB080000"
        + "F2A795BB540447553D9FA3812E64E76A577DA04A1E0DD9FA9EFDE394BE936D45"
        + "32BF5BA7E57063B63FCD90F9C2020F77",
  })
  void wrappedShowingTheLength(
      String source, String kbpk, String key, String random, String block) {
    assertWrapped(false, kbpk, key, random, block);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "X9.143:2021 8.1, 88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "3F419E1CB7079442AA37474C2EFBF8B8,"
        + "1A87BBFA2CFE78D383E5F4C6AA83473C 1C2965473CE206BB855B01533782,"
        + "D0144P0AE00E00002C77FA3F4A553BED6E88AE5C172A4166E3D4ACA8E2AC71C1"
        + "58A476FAC12C13C3829DE55D3AB54C48F4C4FEF7AC75E90FC47F1B77E7B19A73ED46E64410082557",
    "X9.143:2021 8.2, E38331FBACE33F0B8694ABA5DC611CA20831949FEB8988102147291578F704E1,"
        + "8C326037F8910BBFDBC267E5101DFBF9480433028D5E67B34673440F8ACEC972,"
        + "00000000000000000000 1A87BBFA2CFE78D383E5F4C6AA83,"
        + "D0192C0AVA1N0300KS08VM9ATS1A2018-06-18T20:42:39.22PB0E0000000000"
        + "5FDAFA00A1E84F599C2EB51A1F7A767D5E42314F0E84A3FC1A7B84C1DE811146"
        + "59E6306AD544208F68F15602BD3E12DA0C7F9FC551F1C8E6385FAFC1F7B499F5",
    "X9.143:2022 8.3.2.2, DD7515F2BFC17F85CE48F3CA25CB21F6,"
        + "3F419E1CB7079442AA37474C2EFBF8B8, 7CB920D261E9F3AA 1C2965473CE2,"
        + "B0096P0TE00E0000D7ED9E189BC6F715125B265B149DF8FE218A396785608923"
        + "D6197378386A3759308FC49A2AA891BA",
    "X9.143:2021 8.4.2, 1D22BF32387C600AD97F9B97A51311AC,"
        + "E8BC63E5479455E26577F715D587FE68, 7CB920D261E9F3AA 30111D18CC4C,"
        + "B0120B0TX12S0100KS1800604B120F9292800000"
        + "15CEB14B76D551F21EC43A75390FA118A98C6CB049E3B9E864A5F4A8B9A5108A6DB5635C95B042D7",
  })
  void wrappedHidingTheLength(String source, String kbpk, String key, String random, String block) {
    assertWrapped(true, kbpk, key, random, block);
  }

  private void assertWrapped(
      boolean hiding, String kbpkHex, String keyHex, String random, String block) {
    KeyBlockCodec scripted = new KeyBlockCodec(hiding, Samples.scripted(random));
    try (ClearProtectionKey kbpk = key(block.charAt(0), kbpkHex)) {
      assertThat(scripted.wrap(kbpk, BlockHeader.parse(block), hex(keyHex))).isEqualTo(block);
      assertOpens(kbpk, block, keyHex);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "BP-Tools 2-key TDES, DD7515F2BFC17F85CE48F3CA25CB21F6, 3F419E1CB7079442AA37474C2EFBF8B8,"
        + "B0080P0TE00E0000A2C7F59BE6B748A73A56D613E9DAFCAB38FD56EB5496120F0E16D23DF31E7CD8",
    "BP-Tools 3-key TDES, 260892192061C8760BDF235E1619B057B334FED0EFA74F32,"
        + "F039121BEC83D26B169BDCD5B22AAF8F,"
        + "B0080P0TE00E00009AFD3EC2FB89B35F6CAE8889D7777611DFE04DA850A298BFD07667601FC01825",
    "BP-Tools AES-128, F45185EADC5B799819DC8F4C3B58EC73, 3F419E1CB7079442AA37474C2EFBF8B8,"
        + "D0112P0TE00E000013B674A99811C18AB8BCFB26D347F8449E68FC074858D85D"
        + "C452E43910CDC2A5E9BFE75DC94415EC0A82072217D04E35",
    "BP-Tools AES-192, 6BF89E64F80DBC70E9D6AEB03454E6544A67F725436E3BD3,"
        + "3F419E1CB7079442AA37474C2EFBF8B8,"
        + "D0112P0TE00E00004101636D69EDAA41ACA5596D662C3AAC23A14B4305C5D0A4"
        + "34476F50DD68BFDA0A4EB63DC27DB6DAEA0E6AC684BABDBE",
    "BP-Tools AES-256, 88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "3F419E1CB7079442AA37474C2EFBF8B8,"
        + "D0112P0TE00E000058742769AD697DEF9FE0EAA32B222D622C0F469170702F5B"
        + "E63E6DD3F50BF78859FBF437FD5CBE4508B19DAEE31A0EAB",
    "Thales payShield 10k in openemv/tr31, EFE0853B256B583D868F251CE99EA1D9,"
        + "5DB50B454F8389ADCE573BE50861F2BF,"
        + "B0080K0TN00N00001C414014375212C24995E405B5EE052CB92B67F455EA2680F6751088F9F1C228",
    "Thales payShield 10k in openemv/tr31,"
        + "4141414141414141414141414141414141414141414141414141414141414141,"
        + "1FA1F7CEC798D91545DA8AE0C7796BD9,"
        + "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B4"
        + "9E92528E575785D8123559376A2553B27BE94F054F4E971C",
    "Thales payShield 10k in openemv/tr31,"
        + "4141414141414141414141414141414141414141414141414141414141414141,"
        + "BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC,"
        + "D0144D0AN00N0000127862F945C2DED04530FAF7CDBC8B0BA10C7AA79BD5E0C2"
        + "C5D6AC173BF588E4B19ACF1357178D50EA0AB193228E13958304FC6149632DFD"
        + "CADF3A5B3D57E814",
    "psec test_kb_known_values, AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB, EEEEEEEEEEEEEEEE,"
        + "B0096M3TC00E0000B6CD513680EF255FC0DC590726FD0129A7CF6602E7F27163"
        + "1AB4EE7350642F11181AF4CC12F12FD9",
    "psec test_kb_known_values, AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCC,"
        + "CCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD,"
        + "B0096M3TC00E0000C7C6FE86A5DE769C20DCA238C52341378B484D544A9764D4"
        + "3963C3B2824AE56C2D07A565DD3AB342",
    "psec test_kb_known_values, 89E88CF7931444F334BD7547FC3F380C,"
        + "F039121BEC83D26B169BDCD5B22AAF8F,"
        + "B0120P0TE12E0100KS1800604B120F9292800000"
        + "E6E28F097CB0350B2EB2DF520947F779FA34D9759CEE7E0DEEACF8353DB778D47FA4EC20DA3A9754",
    "Stack Overflow 75802940, 33333333333333334444444444444444, 94892FF715E992BC4AC4E56116582AE6,"
        + "B0080P0TD00S00003A74E0769701C712CC87ECB93E9455CC2BF16C71B30F507E524F535F42B56027",
  })
  void opened(String source, String kbpkHex, String keyHex, String block) {
    try (ClearProtectionKey kbpk = key(block.charAt(0), kbpkHex)) {
      assertOpens(kbpk, block, keyHex);
    }
  }

  /** A block with an optional block in the long form, and a key of 121 bytes. */
  @Test
  void openedWithALongOptionalBlock() throws IOException {
    Properties example = new Properties();
    try (InputStream in = getClass().getResourceAsStream("ecc-key-block.properties")) {
      example.load(in);
    }
    String certificates = example.getProperty("certificates");
    String optional =
        "CT000205CC" + certificates + "KP10012331550BC9TS1320200818004100ZPB11" + "0".repeat(13);
    String block = "D1840S0ES00N0400" + optional + example.getProperty("body");
    try (ClearProtectionKey kbpk = key('D', example.getProperty("kbpk"))) {
      assertOpens(kbpk, block, example.getProperty("key"));
      BlockHeader header = BlockHeader.parse(block);
      assertThat(header.optional("CT")).contains(certificates);
      assertThat(header.optional("KP")).contains("012331550BC9");
      assertThat(header.optional("TS")).contains("20200818004100Z");
      assertThat(header.optional("PB")).isEmpty();
      String again = codec.wrap(kbpk, header, hex(example.getProperty("key")));
      assertThat(again).hasSize(block.length()).startsWith("D1840S0ES00N0400CT000205CC");
    }
  }

  private void assertOpens(ClearProtectionKey kbpk, String block, String keyHex) {
    try (UnwrappedKey opened = codec.unwrap(kbpk, block)) {
      assertThat(hex(opened.key())).isEqualTo(keyHex);
      assertThat(opened.header()).isEqualTo(BlockHeader.parse(block));
    }
  }

  /** The MAC is right, what it covers is not. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "psec test_kb_unwrap_exceptions: length 0,"
        + "B0064M3TC00E000013F1B06566ECAE897A6DF8C7AA651FCEF9480447EEEC9933",
    "psec test_kb_unwrap_exceptions: 128 bits where 64 are,"
        + "B0064M3TC00E00000398DC96A5DDB0EF61E26F8935173BD478DF9484050A672A",
    "moov-io/tr31 tr31_test.go: Decrypted key is invalid,"
        + "D0080M3TC00E000007E81A7F29A870D4A0CD5AB27E9FEC4A8863E879B11EA3A0ADA406AD26D35B2F",
    "moov-io/tr31 tr31_test.go: Decrypted key is malformed,"
        + "D0112P0AE00E00000DC02E4C2B63120403CC732FB1B17E6D44138E7C341AE736"
        + "8DEAD6FB4673F25ECFD803F1101F701A7FE8BD3516D3D1BF",
  })
  void anInnerLengthThatCannotBeIsRefused(String source, String block) {
    try (ClearProtectionKey kbpk = key(block.charAt(0), "45".repeat(16))) {
      assertThatThrownBy(() -> codec.unwrap(kbpk, block))
          .isInstanceOfSatisfying(
              KeyException.class, e -> assertThat(e.fault()).isEqualTo(KeyFault.BLOCK_BROKEN))
          .hasMessageEndingWith("impossible length of its key");
    }
  }

  /** Intermediate values of the derivation. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "openemv/tr31 tr31_crypto_test.c A.7.2.2, B, DD7515F2BFC17F85CE48F3CA25CB21F6,"
        + "698832F8778A7CFCBC79559DAB07B88A, DD6CEEC1782D8453671BF8358AF9DB47",
    "openemv/tr31 tr31_crypto_test.c A.7.4, D,"
        + "88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6,"
        + "396C9382A6E2E66A088774E1D6E46541F5EAD67D7204F8DD0D7AE8FDA334D3AC,"
        + "4EF24317696213840451890756757E573E0673483888F9B7F9B7517827F95022",
    "5n00py/paysec test_key_derivations.rs, D, 00112233445566778899AABBCCDDEEFF,"
        + "37DC7700D70781C3E2498A41A027E0B1, 063E785CE4C4C8FE54921839BD1F9ADF",
    "5n00py/paysec test_key_derivations.rs, D, 00112233445566778899AABBCCDDEEFF0011223344556677,"
        + "F343DFB92345457EF5CB08309EEB65DEC170BE7B069FB351,"
        + "23F93132F6677CD822FA653562F71CCE3CB9361733BFA128",
  })
  void derivedKeys(String source, char version, String kbpk, String encryption, String mac) {
    assertThat(derived(version, kbpk, BlockKeys.FOR_ENCRYPTION)).isEqualTo(encryption);
    assertThat(derived(version, kbpk, BlockKeys.FOR_MAC)).isEqualTo(mac);
  }

  private static String derived(char version, String kbpkHex, int purpose) {
    try (ClearProtectionKey kbpk = key(version, kbpkHex)) {
      byte[] derived = new byte[kbpk.algorithm().keyBytes()];
      BlockKeys.derive(kbpk, purpose, derived);
      return hex(derived);
    }
  }

  /** NIST SP 800-38B, appendix D: the first two examples of each key. */
  @ParameterizedTest
  @CsvSource({
    "D, 2B7E151628AED2A6ABF7158809CF4F3C, '', BB1D6929E95937287FA37D129B756746",
    "D, 2B7E151628AED2A6ABF7158809CF4F3C, 6BC1BEE22E409F96E93D7E117393172A,"
        + "070A16B46B4D4144F79BDD9DD04A287C",
    "D, 8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B, '', D17DDF46ADAACDE531CAC483DE7A9367",
    "D, 8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B, 6BC1BEE22E409F96E93D7E117393172A,"
        + "9E99A7BF31E710900662F65E617C5184",
    "D, 603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4, '',"
        + "028962F61B7BF89EFC6B551F4667D983",
    "D, 603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4,"
        + "6BC1BEE22E409F96E93D7E117393172A, 28A7023F452E8F82BD4BF28D8C37C35C",
    "B, 8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5, '', B7A688E122FFAF95",
    "B, 8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5, 6BC1BEE22E409F96, 8E8F293136283797",
    "B, 4CF15134A2850DD58A3D10BA80570D38, '', BD2EBF9A3BA00361",
    "B, 4CF15134A2850DD58A3D10BA80570D38, 6BC1BEE22E409F96, 4FF2AB813C53CE83",
  })
  void cmac(char version, String keyHex, String data, String expected) {
    try (ClearProtectionKey key = key(version, keyHex)) {
      assertThat(hex(key.cmac(hex(data)))).isEqualTo(expected);
    }
  }
}
