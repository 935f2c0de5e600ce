package org.openprepaid.key.custody;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.openprepaid.audit.AuditTrail;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;
import org.openprepaid.key.KeyManagement;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.ManagedKey;

/**
 * Keys that come in, or go out, as two or three components, each known to one custodian only (ISO
 * 11568-2: split knowledge and dual control).
 *
 * <p>In: {@link #begin}, then each custodian {@link #enter}s a component and keeps the receipt of
 * its check value, then an operator other than the one who began {@link #complete}s. Out: {@link
 * #beginExport} by two operators, then each custodian {@link #take}s a component, once. A ceremony
 * that is cancelled or not ended within {@link #MAX_DURATION} leaves nothing but its records.
 */
public final class KeyCeremonies {
  /** How long a ceremony may take. */
  public static final Duration MAX_DURATION = Duration.ofHours(24);

  private static final int MIN_COMPONENTS = 2;
  private static final int MAX_COMPONENTS = 3;

  private final KeyManagement module;
  private final Acts acts;
  private final Clock clock;

  /**
   * @param clock tells UTC
   */
  public KeyCeremonies(KeyManagement module, OwnTransaction transactions, Clock clock) {
    this.module = module;
    this.clock = clock;
    this.acts = new Acts(transactions, clock);
  }

  /**
   * Begins to put a key together.
   *
   * @param components 2 or 3
   * @throws KeyException {@link KeyFault#CEREMONY_REFUSED} if one of this owner and type is under
   *     way
   */
  public Ceremony begin(Authority who, KeyCustody.Wish wish, int components) {
    String subject = wish.owner() + ":" + wish.type();
    return acts.perform(
        who,
        "CEREMONY_BEGIN",
        subject,
        act -> {
          requireComponents(components);
          if (wish.validity().to().isBefore(LocalDate.now(clock))) {
            throw new KeyException(KeyFault.VALIDITY_REFUSED, "it is over already");
          }
          CeremonyTables tables = tables(act);
          requireNone(act, wish.owner(), wish.type());
          KeySpec spec = wish.spec(act.vault.next(wish.owner(), wish.type()));
          tables.begin(ceremony(act, spec, Ceremony.Direction.IN, components, who));
          act.note(components + " components");
          return tables.find(wish.owner(), wish.type()).orElseThrow();
        });
  }

  /**
   * Enters one component.
   *
   * @param component the clear component; remains the caller's to wipe
   * @param expected the check value on the custodian's sheet; {@code null} if there is none
   * @return its check value, the custodian's receipt
   * @throws KeyException {@link KeyFault#CEREMONY_UNKNOWN}, {@link KeyFault#CEREMONY_REFUSED} if
   *     this number was entered, {@link KeyFault#DUAL_CONTROL} if the custodian entered another
   *     one, {@link KeyFault#COMPONENTS_REFUSED}, {@link KeyFault#PARITY_WRONG}, {@link
   *     KeyFault#KCV_MISMATCH}
   */
  public Kcv enter(
      String custodian, KeyOwner owner, KeyType type, int number, byte[] component, Kcv expected) {
    return acts.perform(
        Authority.of(custodian),
        "CEREMONY_ENTER",
        owner + ":" + type + " component " + number,
        act -> {
          CeremonyTables tables = tables(act);
          Ceremony ceremony = underWay(act, owner, type, Ceremony.Direction.IN);
          requireFree(ceremony, custodian, number);
          KeyRef ref = module.component(ceremony.spec(), component);
          Kcv kcv = module.checkValue(ref);
          KeyCustody.requireCheckValue(expected, kcv);
          tables.add(ceremony.spec(), number, custodian, ref, kcv);
          act.note(kcv);
          return kcv;
        });
  }

  private static void requireFree(Ceremony ceremony, String custodian, int number) {
    if (number < 1 || number > ceremony.components()) {
      throw new KeyException(
          KeyFault.CEREMONY_REFUSED, "components are 1 to " + ceremony.components());
    }
    for (Ceremony.Part part : ceremony.parts()) {
      if (part.number() == number) {
        throw new KeyException(KeyFault.CEREMONY_REFUSED, "component " + number + " is entered");
      }
      if (part.custodian().equals(custodian)) {
        throw new KeyException(
            KeyFault.DUAL_CONTROL, custodian + " entered component " + part.number());
      }
    }
  }

  /**
   * Makes the key of its components, which are forgotten. It is pending until it is activated.
   *
   * @param who not the operator who began
   * @param expected the check value that the whole key should have; {@code null} if none is known
   * @throws KeyException {@link KeyFault#CEREMONY_REFUSED} while a component is missing, {@link
   *     KeyFault#DUAL_CONTROL}, {@link KeyFault#COMPONENTS_REFUSED}, {@link KeyFault#KCV_MISMATCH}:
   *     the ceremony goes on, or is cancelled
   */
  public ManagedKey complete(Authority who, KeyOwner owner, KeyType type, Kcv expected) {
    return acts.perform(
        who,
        "CEREMONY_COMPLETE",
        owner + ":" + type,
        act -> {
          Ceremony ceremony = underWay(act, owner, type, Ceremony.Direction.IN);
          if (!ceremony.isComplete()) {
            throw new KeyException(
                KeyFault.CEREMONY_REFUSED,
                ceremony.parts().size() + " of " + ceremony.components() + " components are here");
          }
          if (ceremony.begunBy().equals(who.operator())) {
            throw new KeyException(KeyFault.DUAL_CONTROL, who.operator() + " began it");
          }
          CeremonyTables tables = tables(act);
          KeySpec spec = ceremony.spec();
          KeyRef ref = module.combine(spec, tables.components(spec));
          Kcv kcv = module.checkValue(ref);
          KeyCustody.requireCheckValue(expected, kcv);
          ManagedKey key = new ManagedKey(spec.name(), KeyState.PENDING, ref, kcv, spec.validity());
          act.vault.insert(key);
          act.tell(key.name(), "COMBINED");
          act.note(key.name().toString());
          act.note(kcv);
          tables.end(owner, type);
          return key;
        });
  }

  /**
   * Begins to hand out a key as components, for a tool that loads terminals, say. Two operators
   * answer for it.
   *
   * @throws KeyException {@link KeyFault#EXPORT_REFUSED} if the key may not leave
   */
  public Ceremony beginExport(Authority who, KeyName name, int components) {
    return acts.perform(
        who,
        "CEREMONY_EXPORT",
        name.toString(),
        act -> {
          who.requireTwo();
          requireComponents(components);
          CeremonyTables tables = tables(act);
          requireNone(act, name.owner(), name.type());
          ManagedKey key = act.vault.get(name);
          if (key.state() != KeyState.PENDING && key.state() != KeyState.ACTIVE) {
            throw new KeyException(KeyFault.STATE_REFUSED, name + " is " + key.state());
          }
          KeySpec spec = key.ref().spec();
          tables.begin(ceremony(act, spec, Ceremony.Direction.OUT, components, who));
          int number = 0;
          for (KeyRef part : module.split(key.ref(), components)) {
            tables.add(spec, ++number, null, part, module.checkValue(part));
          }
          act.tell(name, "SPLIT");
          act.note(components + " components");
          act.note(key.kcv());
          return tables.find(name.owner(), name.type()).orElseThrow();
        });
  }

  /**
   * Hands out one component, once: it is gone from here afterwards.
   *
   * @return the clear component; the caller shows it to the custodian alone and wipes it
   * @throws KeyException {@link KeyFault#DUAL_CONTROL} if the custodian took another one
   */
  public byte[] take(String custodian, KeyOwner owner, KeyType type, int number) {
    return acts.perform(
        Authority.of(custodian),
        "CEREMONY_TAKE",
        owner + ":" + type + " component " + number,
        act -> {
          CeremonyTables tables = tables(act);
          Ceremony ceremony = underWay(act, owner, type, Ceremony.Direction.OUT);
          for (Ceremony.Part part : ceremony.parts()) {
            if (custodian.equals(part.custodian())) {
              throw new KeyException(
                  KeyFault.DUAL_CONTROL, custodian + " took component " + part.number());
            }
          }
          Ceremony.Part part = part(ceremony, number);
          KeyRef ref = tables.components(ceremony.spec()).get(number - 1);
          tables.taken(ceremony.spec(), number, custodian);
          act.note("KCV " + part.kcv());
          if (underWay(act, owner, type, Ceremony.Direction.OUT).isComplete()) {
            tables.end(owner, type);
          }
          return module.reveal(ref);
        });
  }

  private static Ceremony.Part part(Ceremony ceremony, int number) {
    return ceremony.parts().stream()
        .filter(part -> part.number() == number && part.custodian() == null)
        .findFirst()
        .orElseThrow(
            () ->
                new KeyException(
                    KeyFault.CEREMONY_REFUSED, "component " + number + " is not there to take"));
  }

  /** Abandons a ceremony: its components are deleted. */
  public void cancel(Authority who, KeyOwner owner, KeyType type) {
    acts.perform(
        who,
        "CEREMONY_CANCEL",
        owner + ":" + type,
        act -> {
          CeremonyTables tables = tables(act);
          if (tables.find(owner, type).isEmpty()) {
            throw unknown(owner, type);
          }
          tables.end(owner, type);
          return null;
        });
  }

  /** Ends what ran out; to be called now and then, so that no component outlives its ceremony. */
  public void sweep() {
    boolean anyRanOut =
        acts.look(connection -> new CeremonyTables(connection).all()).stream()
            .anyMatch(ceremony -> !ceremony.expiresAt().isAfter(acts.now()));
    if (anyRanOut) {
      acts.perform(
          Authority.of(AuditTrail.SYSTEM),
          "CEREMONY_EXPIRE",
          "key ceremonies",
          act -> {
            endThoseThatRanOut(act);
            return null;
          });
    }
  }

  /** What is under way. */
  public List<Ceremony> all() {
    LocalDateTime now = acts.now();
    return acts.look(connection -> new CeremonyTables(connection).all()).stream()
        .filter(ceremony -> ceremony.expiresAt().isAfter(now))
        .toList();
  }

  private static CeremonyTables tables(Acts.Act act) {
    return new CeremonyTables(act.connection);
  }

  private Ceremony ceremony(
      Acts.Act act, KeySpec spec, Ceremony.Direction direction, int components, Authority who) {
    return new Ceremony(
        spec, direction, components, who.operator(), act.now.plus(MAX_DURATION), List.of());
  }

  private static void endThoseThatRanOut(Acts.Act act) throws SQLException {
    CeremonyTables tables = tables(act);
    for (Ceremony ceremony : tables.all()) {
      if (!ceremony.expiresAt().isAfter(act.now)) {
        tables.end(ceremony.spec().owner(), ceremony.spec().type());
        act.note(ceremony.spec().owner() + ":" + ceremony.spec().type());
      }
    }
  }

  /** One that ran out makes room. */
  private static void requireNone(Acts.Act act, KeyOwner owner, KeyType type) throws SQLException {
    endThoseThatRanOut(act);
    if (tables(act).find(owner, type).isPresent()) {
      throw new KeyException(
          KeyFault.CEREMONY_REFUSED, "one of " + owner + ":" + type + " is under way");
    }
  }

  private Ceremony underWay(
      Acts.Act act, KeyOwner owner, KeyType type, Ceremony.Direction direction)
      throws SQLException {
    return tables(act)
        .find(owner, type)
        .filter(found -> found.direction() == direction && found.expiresAt().isAfter(act.now))
        .orElseThrow(() -> unknown(owner, type));
  }

  private static KeyException unknown(KeyOwner owner, KeyType type) {
    return new KeyException(KeyFault.CEREMONY_UNKNOWN, owner + ":" + type);
  }

  private static void requireComponents(int components) {
    if (components < MIN_COMPONENTS || components > MAX_COMPONENTS) {
      throw new KeyException(KeyFault.COMPONENTS_REFUSED, "two or three are wanted");
    }
  }
}
