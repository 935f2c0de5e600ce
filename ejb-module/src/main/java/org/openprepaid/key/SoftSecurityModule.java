package org.openprepaid.key;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * The security module in software. Working keys stay open in a bounded cache; everything else is
 * clear only during a call, in arrays that are wiped.
 */
public final class SoftSecurityModule implements SecurityModule {
  /** The most working keys of one kind kept open: 20,000 terminals. */
  public static final int OPEN_KEYS_MAX = 20_000;

  private final MasterKeys master;
  private final LiveKeyRing ring;
  private final KeyOperations keys;
  private final MacOperations macs;
  private final PinOperations pins;
  private final CardOperations cards;
  private final SealOperations seals;

  /** A module that keeps {@link #OPEN_KEYS_MAX} keys of each kind open. */
  public SoftSecurityModule(MasterKeys master, KeyRingStore store) {
    this(master, store, OPEN_KEYS_MAX, System::currentTimeMillis);
  }

  SoftSecurityModule(MasterKeys master, KeyRingStore store, int openKeysMax, LongSupplier millis) {
    this.master = Objects.requireNonNull(master, "master");
    ring = new LiveKeyRing(master, store);
    KeyGuard guard = new KeyGuard(master, millis);
    keys = new KeyOperations(master, guard);
    DukptKeys dukpt = new DukptKeys(master, guard);
    macs = new MacOperations(master, guard, dukpt, openKeysMax);
    pins = new PinOperations(master, guard, dukpt, new PinReferences(guard, ring), openKeysMax);
    cards = new CardOperations(guard, ring);
    seals = new SealOperations(guard, ring);
  }

  /**
   * Opens the local master key and the keys of a database; keys of before are wrapped anew.
   *
   * @throws KeyException if the master key or the stored keys cannot be opened
   */
  public static SoftSecurityModule open(MasterKeySource source, DataSource dataSource) {
    MasterKeys master = MasterKeys.open(source);
    new LegacyUpgrade(dataSource, master).run();
    return new SoftSecurityModule(master, new JdbcKeyRingStore(dataSource));
  }

  /** The part that makes, takes in and hands out keys. */
  public KeyManagement management() {
    return keys;
  }

  /**
   * Reads the keys again if the vault has changed; to be called every few seconds. Does nothing
   * while the local master key is out of reach.
   *
   * @return whether it had
   */
  public boolean refresh() {
    return master.isInReach() && ring.refresh();
  }

  /** Active keys of the house whose last day is this one or before: to be replaced in time. */
  public List<KeyRef> keysEndingBy(LocalDate day) {
    return ring.now().endingBy(day);
  }

  @Override
  public boolean isInReach() {
    return master.isInReach();
  }

  @Override
  public KeyRef generate(KeySpec spec) {
    return keys.generate(spec);
  }

  @Override
  public KeyRef combine(KeySpec spec, List<byte[]> components) {
    return keys.combineClear(spec, components);
  }

  @Override
  public byte[] kcv(KeyRef key) {
    return keys.checkValue(key).bytes();
  }

  @Override
  public byte[] exportUnder(KeyRef terminalMaster, KeyRef workingKey) {
    return keys.exportUnder(terminalMaster, workingKey);
  }

  @Override
  public Optional<KeyRef> activeKey(KeyOwner owner, KeyType type) {
    return ring.now().active(owner, type);
  }

  @Override
  public byte[] mac(WorkingKey key, MacAlgorithm algorithm, byte[] data) {
    return macs.mac(key, algorithm, data);
  }

  @Override
  public boolean verifyMac(WorkingKey key, MacAlgorithm algorithm, byte[] data, byte[] mac) {
    return macs.verifyMac(key, algorithm, data, mac);
  }

  @Override
  public PinCheck verifyPin(
      WorkingKey key, PinFormat format, byte[] block, PinCard card, byte[] reference) {
    return pins.verifyPin(key, format, block, card, reference);
  }

  @Override
  public byte[] pinReference(PinMethod method, PinCard card, char[] pin) {
    return pins.pinReference(method, card, pin);
  }

  @Override
  public IssuedPin issuePin(PinMethod method, PinCard card, int length, KeyRef printer) {
    return pins.issuePin(method, card, length, printer);
  }

  @Override
  public PinChange changePin(
      WorkingKey key, PinFormat format, byte[] block, PinMethod method, PinCard card, int length) {
    return pins.changePin(key, format, block, method, card, length);
  }

  @Override
  public byte[] translatePin(
      WorkingKey key, PinFormat format, byte[] block, String panDigits, KeyRef to, PinFormat as) {
    return pins.translatePin(key, format, block, panDigits, to, as);
  }

  @Override
  public byte[] reseal(PinCard card, byte[] reference) {
    return pins.reseal(card, reference);
  }

  @Override
  public String cvn(String issuer, String panDigits, String expiry, String serviceCode) {
    return cards.cvn(issuer, panDigits, expiry, serviceCode);
  }

  @Override
  public boolean verifyCvn(
      String issuer, String panDigits, String expiry, String serviceCode, String cvn) {
    return cards.verifyCvn(issuer, panDigits, expiry, serviceCode, cvn);
  }

  @Override
  public String track2(
      String issuer, String panDigits, String expiry, String serviceCode, byte[] pinReference) {
    return cards.track2(issuer, panDigits, expiry, serviceCode, pinReference);
  }

  @Override
  public byte[] panHash(String panDigits) {
    return seals.panHash(panDigits);
  }

  @Override
  public LookupHash lookupHash(String panDigits) {
    return seals.lookupHash(panDigits);
  }

  @Override
  public List<byte[]> panHashes(String panDigits) {
    return seals.panHashes(panDigits);
  }

  @Override
  public byte[] sealPan(long cardId, String panDigits) {
    return seals.sealPan(cardId, panDigits);
  }

  @Override
  public String openPan(long cardId, byte[] sealed) {
    return seals.openPan(cardId, sealed);
  }

  @Override
  public byte[] sealBalance(long accountId, long version, byte[] balance) {
    return seals.sealBalance(accountId, version, balance);
  }

  @Override
  public byte[] openBalance(long accountId, long version, byte[] sealed) {
    return seals.openBalance(accountId, version, sealed);
  }

  @Override
  public byte[] sealFile(String issuer, String name, byte[] content) {
    return seals.sealFile(issuer, name, content);
  }

  @Override
  public byte[] openFile(String issuer, String name, byte[] sealed) {
    return seals.openFile(issuer, name, sealed);
  }

  int openMacKeys() {
    return macs.openKeys();
  }

  @Override
  public String toString() {
    return "SoftSecurityModule[" + master + ", " + ring.now() + "]";
  }
}
