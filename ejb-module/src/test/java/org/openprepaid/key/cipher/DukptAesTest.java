package org.openprepaid.key.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.openprepaid.key.cipher.Sample.aes;
import static org.openprepaid.key.cipher.Sample.hex;
import static org.openprepaid.key.cipher.Sample.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.key.cipher.DukptAes.KeyType;
import org.openprepaid.key.cipher.DukptAes.Use;

/**
 * The test vectors that ASC X9 publishes as a supplement to ANSI X9.24-3:2017
 * (x9.org/standards/x9-24-part-3-test-vectors), as they stand in the test suites of openemv/dukpt
 * (transaction keys) and of the Rust crate paysec_dukpt (working keys; its AES-192 ones are made
 * with X9's reference program, as the supplement has none).
 */
class DukptAesTest {
  private static final String BDK_128 = "FEDCBA9876543210F1F1F1F1F1F1F1F1";
  private static final String BDK_192 = "FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210";
  private static final String BDK_256 = BDK_128 + BDK_128;
  private static final String ID = "1234567890123456";

  @ParameterizedTest
  @CsvSource({
    BDK_128 + ", 1273671EA26AC29AFA4D1084127652A1",
    BDK_256 + ", CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F",
  })
  void initialKey(String bdk, String initialKey) {
    assertThat(hex(DukptAes.initialKey(hex(bdk), hex(ID)))).isEqualTo(initialKey);
  }

  @ParameterizedTest
  @CsvSource({
    "00000001, 4F21B565BAD9835E112B6465635EAE44",
    "00000002, 2F34D68DE10F68D38091A73B9E7C437C",
    "00000003, 031504E530365CF81264238540518318",
    "00000004, 0EEFC7ADA628BA68878DA9165A8A1887",
    "00000005, C2A7AC328A5DA2D6002D62465BFC028B",
    "00000006, D30F7D9351DA58448A2F5E92B4EE3B7D",
    "00000007, A8253CEED9AC042C54F75D35C8352278",
    "00000008, 718EE6CF0B27E53D5F7AF99C4D8146A2",
    "0001FFFE, E21E8C8D347F8561A2BE752DAA85A111",
    "00020000, F7AE9025468A25D37B7249CFFED224C8",
    "00020001, 692C8EA4013645135B36497131DF9D2C",
    "FFFE2000, 48E585B694EB0B18D5C35443E163C0BA",
    "FFFE4000, 396C2C7CA1EA701C03B86B7D41F0C562",
    "FFFE8000, 0387625F189B58AE03EF0E8CCA41105E",
    "FFFF0000, F6BA59389BD14A9855BE9727E7C52E3C",
  })
  void transactionKeyFrom128Bits(String counter, String transactionKey) {
    byte[] initial = DukptAes.initialKey(hex(BDK_128), hex(ID));
    assertThat(hex(DukptAes.transactionKey(initial, hex(ID + counter)))).isEqualTo(transactionKey);
  }

  @ParameterizedTest
  @CsvSource({
    "00000001, 54AC2B32B145EA4A554CB8BC44B17467063A799856B1CCC2A138D36E8DBF78B3",
    "00000002, 5DD5A0253842BBBE1D7C0DA27021412C6F1FAB53FB928DEAE56DA06090A9DE97",
    "00000003, 8EEEF7C464AE415BB1D73FAED21993CD669F7999092A579EC6DD3CC680C65171",
    "0001FFFE, A289508CBF1228452CD86AB77B15CB35577AC828C18BB66681E5A16D6C9CCED3",
    "00020001, 44110A1102748D4A3AC326F53D8CAC650212590CA7126D54546DDE0F20E89CEE",
    "FFFE4000, FF20E1BB575539ACCB44E3111BE8757F83AE8549A2DD71B441A4A424F7FFD4B1",
    "FFFF0000, 6D6DB7AAAE8B3EA90E57A39E4BBA71E173B21B446B30A78D64BFC6A8806C55EE",
  })
  void transactionKeyFrom256Bits(String counter, String transactionKey) {
    byte[] initial = DukptAes.initialKey(hex(BDK_256), hex(ID));
    assertThat(hex(DukptAes.transactionKey(initial, hex(ID + counter)))).isEqualTo(transactionKey);
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_ENCRYPTION, 36A724B7BEFA5A25F5E7B5782A4554A2",
    "PIN_ENCRYPTION, AF8CB133A78F8DC2D1359F18527593FB",
    "MAC_GENERATION, A2DC23DE6FDE0824A2BC321E08E4B8B7",
    "MAC_VERIFICATION, DBB463945B286C07CD3AD82EE96FD9C9",
    "MAC_BOTH, 85675439D18D7F1158BD8E3EAA3D502B",
    "DATA_ENCRYPTION, A35C412EFD41FDB98B69797C02DCD08F",
    "DATA_DECRYPTION, 16292C6EA8F64C5420A0584BFBC577BE",
    "DATA_BOTH, A308E080DD15A1B741F1721BF67DE11C",
  })
  void everyUseOfTheFirstTransaction(Use use, String key) {
    assertThat(workingKey(BDK_128, "00000001", use, KeyType.AES_128)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "00000002, D30BDC73EC9714B000BEC66BDB7B6D09, 484C3B06E8562704528CD5B46FB12FB6,"
        + " D639514AA33AC43AD9229E433D6D4E5B",
    "00000003, 7D69F01F3B45449F62C7816ECE723268, A5DF7D9D800CA769766F0C77CA4E6E6C,"
        + " EF17F6AB45B4820C93A3DCB21BC491AD",
    "00000004, 91A0588318EC2673214271F70137896E, E6E4679647D8A9057C1FC15537CB4C4E,"
        + " B3BD44C08BB6BA27C3BB4711D7D70387",
    "00000005, 35A43BC9EFEB09C756204B57E3FB7D4D, 0588185FE1FF8C7E22FAD78C1C61F065,"
        + " CA02DF6F30B39E14BD0B4A30E460920F",
    "00000008, 4D9DF3FBEE3448FC3E676D04320A90F5, 6FD572E5D59E618875F193484F9178FB,"
        + " 650F34204ABD4E57764D61AC3D266FB1",
    "0001FFFE, DDF7E08A84B5478C498D007C743BF762, 6D7623AD652734B8FAE1B6E093EACE3D,"
        + " 8E4E5D5E0F01C54F01F4ACA1C8F8EDCE",
    "00020000, AB828BE7B58C7EC5D5ED0D5D320A0C9D, 0B59D3D7D93028D97135FB895CACE24E,"
        + " 13361208975755318FE7AE28C9616014",
  })
  void laterTransactions(String counter, String pin, String mac, String data) {
    assertThat(workingKey(BDK_128, counter, Use.PIN_ENCRYPTION, KeyType.AES_128)).isEqualTo(pin);
    assertThat(workingKey(BDK_128, counter, Use.MAC_GENERATION, KeyType.AES_128)).isEqualTo(mac);
    assertThat(workingKey(BDK_128, counter, Use.DATA_ENCRYPTION, KeyType.AES_128)).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({
    BDK_128
        + ", TDES_2KEY, 630C706D9546E47D4449313F61C4D4AB, 5D8FD787E8A796D07035FFCA9B5800BB,"
        + " BD44121C223F831446A01EE3A4CB58D2",
    BDK_128
        + ", TDES_3KEY, EA8B3F37EB9B15831167EF2977FD8762D9B5913F35766F6A,"
        + " 2A1061A6EAC2C14FAC3758EA07B3648A624B24E942785BF1,"
        + " F716DFBC6B2D2D5825B694EEEE181A013F2F1C09380BBE0C",
    BDK_256
        + ", AES_128, 09C9C432966811D6B2C3336BAC1B1202, F04A1FABD4176E15490CEC82E217A96D,"
        + " 616D59AE91F8CC7016F89FDA29605FA4",
    BDK_256
        + ", AES_256, 8C1AB7BEE973829E30242E0BBBDD4946D540C98FC1B5BDCF94790001A23FD502,"
        + " 61DABDF4B340CF461EE860B1D1AB55357142BD2D6977306859CF49AEFE8F1549,"
        + " 71EB36C9A6B7F801D1D1700C29741FC5A5C4E9B45D742DA7AF6992B8AA29AF58",
    BDK_192
        + ", AES_128, 3C318CDBF08322279557201E98DBB3F3, 3E7009C74E8166BC9059D3D92D36B487,"
        + " 04C5C3926A8B9B2B833F33D4C6E581EE",
    BDK_192
        + ", AES_192, C5043EDC7F2C001097974D40FF82A050B64A1AB27879F3DB,"
        + " 7FB32FB0F68F0E4A2594765F9EB1C472727EE305A5EE35E1,"
        + " C1D4541AE0E33949DD03F2A10B5E5486BBCAC1C520320E0C",
  })
  void everyTypeOfTheFirstTransaction(
      String bdk, KeyType type, String pin, String mac, String data) {
    assertThat(workingKey(bdk, "00000001", Use.PIN_ENCRYPTION, type)).isEqualTo(pin);
    assertThat(workingKey(bdk, "00000001", Use.MAC_GENERATION, type)).isEqualTo(mac);
    assertThat(workingKey(bdk, "00000001", Use.DATA_ENCRYPTION, type)).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({
    "00000003, AES_128, 6DE9A0A37D6927280B7E223C4BE7580F",
    "00000003, AES_192, 64AE12F5E0FB2001B22520CED9C5CF1A8AA45AAA3F264882",
  })
  void laterTransactionsFrom192Bits(String counter, KeyType type, String pin) {
    assertThat(workingKey(BDK_192, counter, Use.PIN_ENCRYPTION, type)).isEqualTo(pin);
  }

  /** The supplement's PIN blocks: PIN 1234, card 4111111111111111. */
  @ParameterizedTest
  @CsvSource({
    "00000001, A912150391AB65A67E52883D81CE2D15",
    "00000002, 52A00503BD34BA1383F6A7EE9FE2547F",
  })
  void aPinBlockOfATransactionOpens(String counter, String block) {
    byte[] key =
        DukptAes.workingKey(hex(BDK_128), hex(ID + counter), Use.PIN_ENCRYPTION, KeyType.AES_128);
    byte[] pin = PinBlockFormat.ISO_4.opened(aes(false, key), hex(block), "4111111111111111");
    assertThat(text(pin)).isEqualTo("1234");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID + "00000000",
        ID + "0001FFFF",
        ID + "FFFF0001",
        ID + "FFFFFFFF",
        ID,
        ID + "0000000100",
        "",
      })
  void aKeySerialNumberThatNoTerminalUsesIsRefused(String ksn) {
    assertThat(DukptAes.isUsable(hex(ksn))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DukptAes.transactionKey(hex(BDK_128), hex(ksn)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workingKey(BDK_128, hex(ksn), Use.PIN_ENCRYPTION, KeyType.AES_128));
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_192", "AES_256"})
  void noKeyMakesAStrongerOne(KeyType type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workingKey(BDK_128, "00000001", Use.PIN_ENCRYPTION, type));
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DukptAes.initialKey(new byte[20], hex(ID)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DukptAes.initialKey(hex(BDK_128), new byte[12]));
  }

  private static String workingKey(String bdk, String counter, Use use, KeyType type) {
    return workingKey(bdk, hex(ID + counter), use, type);
  }

  private static String workingKey(String bdk, byte[] ksn, Use use, KeyType type) {
    return hex(DukptAes.workingKey(hex(bdk), ksn, use, type));
  }
}
