package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyEvent;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.Validity;

/**
 * The life of the keys in the vault: made or taken in, active, superseded, compromised, destroyed.
 *
 * <p>What lets a key leave or ends one for good needs two operators (ISO 11568: dual control).
 */
public final class KeyCustody {
  /** Keys in one page, at most. */
  public static final int MAX_PAGE = 200;

  private final KeyManagement module;
  private final List<KeyUser> users;
  private final Clock clock;
  private final Acts acts;

  /**
   * @param users those whose things need keys; asked before a key goes
   * @param clock tells UTC
   */
  public KeyCustody(
      KeyManagement module, OwnTransaction transactions, List<KeyUser> users, Clock clock) {
    this.module = module;
    this.users = List.copyOf(users);
    this.clock = clock;
    this.acts = new Acts(transactions, clock);
  }

  /**
   * What a new key shall be.
   *
   * @param exportable whether it may leave later, under another key or as components
   */
  public record Wish(
      KeyOwner owner, KeyType type, KeyAlgorithm algorithm, boolean exportable, Validity validity) {
    KeySpec spec(KeyName name) {
      return KeySpec.of(name, algorithm).exportable(exportable).lasting(validity);
    }
  }

  /** Makes the next version of a key from random bits; it is pending until it is activated. */
  public ManagedKey generate(Authority who, Wish wish) {
    return acts.perform(
        who, "KEY_GENERATE", wish.owner() + ":" + wish.type(), act -> generated(act, wish));
  }

  private ManagedKey generated(Acts.Act act, Wish wish) throws SQLException {
    requireNotOver(wish.validity());
    KeySpec spec = wish.spec(act.vault.next(wish.owner(), wish.type()));
    return entered(act, spec.name(), module.generate(spec), "GENERATED");
  }

  /**
   * Takes in a key that a partner sent, as the next version; it is pending until it is activated.
   * One that is pending or active already is left as it is: the partner repeats itself. One that
   * its owner has had before is refused: a key is used once (ISO 11568), and a block may have been
   * recorded.
   *
   * @param zmk the common zone master key, active
   * @param expected the check value that the partner told; {@code null} if none was
   * @throws KeyException {@link KeyFault#KCV_MISMATCH}, {@link KeyFault#KEY_REPEATED} and what
   *     {@link KeyManagement#importBlock} says
   */
  public ManagedKey importBlock(Authority who, KeyName zmk, String block, Wish as, Kcv expected) {
    return acts.perform(
        who,
        "KEY_IMPORT",
        as.owner() + ":" + as.type(),
        act -> {
          requireNotOver(as.validity());
          KeyName name = act.vault.next(as.owner(), as.type());
          KeyRef ref = module.importBlock(usable(act.vault, zmk), block, name, as.validity());
          Kcv kcv = module.checkValue(ref);
          requireCheckValue(expected, kcv);
          act.note("under " + zmk);
          Optional<ManagedKey> known = versionWith(kcv, act.vault.versions(as.owner(), as.type()));
          if (known.isPresent()) {
            act.note(known.get().name() + " is here already");
            return known.get();
          }
          return entered(act, name, ref, "IMPORTED");
        });
  }

  /**
   * Hands out a key under a zone master key, as an X9.143 block. Two operators answer for it.
   *
   * @throws KeyException {@link KeyFault#EXPORT_REFUSED} if the key may not leave
   */
  public String exportBlock(Authority who, KeyName name, KeyName zmk) {
    return acts.perform(
        who,
        "KEY_EXPORT",
        name.toString(),
        act -> {
          who.requireTwo();
          ManagedKey key = usableKey(act.vault, name);
          String block = module.exportBlock(usable(act.vault, zmk), key.ref());
          act.note("under " + zmk);
          act.note(key.kcv());
          act.tell(name, "EXPORTED");
          return block;
        });
  }

  /** From now on this version is used for what is new; the one before is superseded. */
  public ManagedKey activate(Authority who, KeyName name) {
    return acts.perform(who, "KEY_ACTIVATE", name.toString(), act -> activated(act, name));
  }

  private ManagedKey activated(Acts.Act act, KeyName name) throws SQLException {
    ManagedKey key = usableKey(act.vault, name);
    requireMove(key, KeyState.ACTIVE);
    for (ManagedKey other : act.vault.versions(name.owner(), name.type())) {
      if (other.state() == KeyState.ACTIVE) {
        moved(act, other, KeyState.SUPERSEDED);
      }
    }
    return moved(act, key, KeyState.ACTIVE);
  }

  /** Makes the next version and activates it: sealed data is then sealed anew by a batch job. */
  public ManagedKey rotate(Authority who, Wish wish) {
    return acts.perform(
        who,
        "KEY_ROTATE",
        wish.owner() + ":" + wish.type(),
        act -> activated(act, generated(act, wish).name()));
  }

  /**
   * Takes an active key out of use without another one in its place.
   *
   * @throws KeyException {@link KeyFault#KEY_IN_USE} if something needs it
   */
  public ManagedKey supersede(Authority who, KeyName name) {
    return acts.perform(
        who,
        "KEY_SUPERSEDE",
        name.toString(),
        act -> {
          ManagedKey key = act.vault.get(name);
          requireMove(key, KeyState.SUPERSEDED);
          requireUnused(act.connection, name);
          return moved(act, key, KeyState.SUPERSEDED);
        });
  }

  /**
   * Marks a key that somebody else may know. It still opens what it sealed, so that this can be
   * sealed anew; nothing new is made with it.
   */
  public ManagedKey compromise(Authority who, KeyName name) {
    return acts.perform(
        who,
        "KEY_COMPROMISE",
        name.toString(),
        act -> {
          ManagedKey key = act.vault.get(name);
          requireMove(key, KeyState.COMPROMISED);
          return moved(act, key, KeyState.COMPROMISED);
        });
  }

  /**
   * Ends a key for good: its block is deleted. Two operators answer for it.
   *
   * @throws KeyException {@link KeyFault#KEY_IN_USE}, with what uses it
   */
  public ManagedKey destroy(Authority who, KeyName name) {
    return acts.perform(
        who,
        "KEY_DESTROY",
        name.toString(),
        act -> {
          who.requireTwo();
          ManagedKey key = act.vault.get(name);
          requireMove(key, KeyState.DESTROYED);
          requireUnused(act.connection, name);
          return moved(act, key, KeyState.DESTROYED);
        });
  }

  /** What uses a key, in words. */
  public List<String> usesOf(KeyName name) {
    return acts.look(connection -> uses(connection, name));
  }

  /**
   * Keys in the order of their names.
   *
   * @param owner only those whose owner begins so; empty for all
   * @param terminals whether those of terminals are wanted too, of which there are many
   * @param after the key after which the page begins; {@code null} for the first page
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<ManagedKey> list(String owner, boolean terminals, KeyName after, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " keys");
    }
    return acts.look(connection -> new KeyVault(connection).page(owner, terminals, after, limit));
  }

  /** The key that an owner uses for what is new. */
  public Optional<ManagedKey> active(KeyOwner owner, KeyType type) {
    return acts.look(connection -> new KeyVault(connection).active(owner, type));
  }

  public ManagedKey get(KeyName name) {
    return acts.look(connection -> new KeyVault(connection).get(name));
  }

  public List<KeyEvent> history(KeyName name) {
    return acts.look(connection -> new KeyVault(connection).history(name));
  }

  private ManagedKey entered(Acts.Act act, KeyName name, KeyRef ref, String event)
      throws SQLException {
    ManagedKey key =
        new ManagedKey(name, KeyState.PENDING, ref, module.checkValue(ref), ref.spec().validity());
    act.vault.insert(key);
    act.tell(name, event);
    act.note(name.toString());
    act.note(key.kcv());
    return key;
  }

  private static ManagedKey moved(Acts.Act act, ManagedKey key, KeyState state)
      throws SQLException {
    act.vault.move(key.name(), state);
    act.tell(key.name(), state.name());
    act.note(key.name() + " " + state);
    act.note(key.kcv());
    return act.vault.get(key.name());
  }

  private KeyRef usable(KeyVault vault, KeyName name) throws SQLException {
    return usableKey(vault, name).ref();
  }

  /** The key, if today is one of its days and nobody else may know it. */
  private ManagedKey usableKey(KeyVault vault, KeyName name) throws SQLException {
    ManagedKey key = vault.get(name);
    if (key.state() == KeyState.DESTROYED || key.state() == KeyState.COMPROMISED) {
      throw new KeyException(KeyFault.STATE_REFUSED, name + " is " + key.state());
    }
    if (!key.validity().contains(LocalDate.now(clock))) {
      throw new KeyException(KeyFault.KEY_EXPIRED, name + ", " + key.validity());
    }
    return key;
  }

  private void requireNotOver(Validity validity) {
    if (validity.to().isBefore(LocalDate.now(clock))) {
      throw new KeyException(KeyFault.VALIDITY_REFUSED, "it is over already");
    }
  }

  private static void requireMove(ManagedKey key, KeyState next) {
    if (!key.state().mayBecome(next)) {
      throw new KeyException(
          KeyFault.STATE_REFUSED, key.name() + " is " + key.state() + ", not to be " + next);
    }
  }

  static void requireCheckValue(Kcv expected, Kcv found) {
    if (expected != null && !found.hex().startsWith(expected.hex())) {
      throw new KeyException(KeyFault.KCV_MISMATCH, "expected " + expected + ", found " + found);
    }
  }

  private static Optional<ManagedKey> versionWith(Kcv kcv, List<ManagedKey> versions) {
    Optional<ManagedKey> known =
        versions.stream().filter(version -> version.kcv().equals(kcv)).findFirst();
    known.ifPresent(
        before -> {
          if (before.state() != KeyState.PENDING && before.state() != KeyState.ACTIVE) {
            throw new KeyException(KeyFault.KEY_REPEATED, "it was " + before.name());
          }
        });
    return known;
  }

  private void requireUnused(Connection connection, KeyName name) throws SQLException {
    List<String> uses = uses(connection, name);
    if (!uses.isEmpty()) {
      throw new KeyException(KeyFault.KEY_IN_USE, name + ": " + String.join("; ", uses));
    }
  }

  private List<String> uses(Connection connection, KeyName name) throws SQLException {
    List<String> uses = new ArrayList<>();
    for (KeyUser user : users) {
      uses.addAll(user.usesOf(connection, name));
    }
    return uses;
  }
}
