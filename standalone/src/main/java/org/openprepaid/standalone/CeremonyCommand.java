package org.openprepaid.standalone;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.Ceremony;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Key ceremonies: keys that come in, or go out, as components of which nobody knows two. */
@Command(
    name = "ceremony",
    description = {
      "Keys as two or three components, each known to one custodian only.",
      "In: begin, each custodian enters, another one completes. Out: export, each custodian takes.",
      "A ceremony that is not ended within 24 hours is forgotten with its components."
    })
final class CeremonyCommand extends CommandGroup {
  private static final String SLOT = "OWNER:TYPE";
  private static final String SLOT_MEANING = "The ceremony's key, as in ZONE/CUPNET:ZMK.";

  /** ECMA-48: to the corner, erase the screen; and what terminals add: what has scrolled away. */
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J\u001b[3J";

  @ParentCommand private KeysCommand keys;

  /** No component outlives its ceremony, though no server may run that would see to it. */
  private void with(Consumer<KeyDesk> work) {
    keys.with(
        desk -> {
          desk.ceremonies().sweep();
          work.accept(desk);
        });
  }

  @Command(
      name = "begin",
      description = "Begin to put a key together. Whoever begins does not complete it.",
      mixinStandardHelpOptions = true)
  void begin(
      @Mixin KeyArguments.Fresh key,
      @Option(
              names = "--components",
              required = true,
              paramLabel = "2|3",
              description = "How many custodians bring one.")
          int components,
      @Mixin Custodians.One operator) {
    with(
        desk -> {
          Authority who = desk.custodians().admit(operator);
          Ceremony begun = desk.ceremonies().begin(who, key.wish(), components);
          Receipt.of("CEREMONY BEGUN").ceremony(begun).print(desk.out(), who);
          desk.out()
              .print(
                  "Each custodian: ./prepaid keys ceremony enter %s:%s NUMBER"
                      .formatted(begun.name().owner(), begun.name().type()));
        });
  }

  @Command(
      name = "enter",
      description = "Enter your component. It is not shown; keep the receipt.",
      mixinStandardHelpOptions = true)
  void enter(
      @Parameters(paramLabel = SLOT, description = SLOT_MEANING) KeyArguments.Slot slot,
      @Parameters(paramLabel = "NUMBER", description = "Which component yours is, from 1.")
          int number,
      @Option(names = "--kcv", paramLabel = "HEX", description = "The check value on your sheet.")
          Kcv expected,
      @Mixin Custodians.One operator) {
    with(
        desk -> {
          Authority who = desk.custodians().admit(operator);
          Optional<Ceremony> found = desk.ceremony(slot);
          // without a ceremony nothing is typed, but that it was tried is recorded
          byte[] component = found.isPresent() ? typed(desk.keyboard()) : new byte[0];
          try {
            Kcv kcv =
                desk.ceremonies()
                    .enter(who.operator(), slot.owner(), slot.type(), number, component, expected);
            Receipt.of("COMPONENT ENTERED")
                .component(found.orElseThrow(), number, kcv)
                .print(desk.out(), who);
          } finally {
            Arrays.fill(component, (byte) 0);
          }
        });
  }

  /** At a console it is typed twice: nobody sees a mistake, and an AES key has no parity. */
  private static byte[] typed(Keyboard keyboard) {
    byte[] component = typed(keyboard, "component");
    if (keyboard.isAttended()) {
      byte[] again = typed(keyboard, "component again");
      boolean same = MessageDigest.isEqual(component, again);
      Arrays.fill(again, (byte) 0);
      if (!same) {
        Arrays.fill(component, (byte) 0);
        throw new OperatorException(ErrorCode.INPUT_REFUSED, "the two differ");
      }
    }
    return component;
  }

  private static byte[] typed(Keyboard keyboard, String what) {
    char[] text = keyboard.secret(what);
    try {
      return ComponentText.parse(text);
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  @Command(
      name = "complete",
      description = {
        "Make the key of its components, once all are entered.",
        "Not by the custodian who began. The key waits to be activated."
      },
      mixinStandardHelpOptions = true)
  void complete(
      @Parameters(paramLabel = SLOT, description = SLOT_MEANING) KeyArguments.Slot slot,
      @Option(
              names = "--kcv",
              paramLabel = "HEX",
              description = "The check value that the whole key should have.")
          Kcv expected,
      @Option(names = "--activate", description = "Use it at once.") boolean activate,
      @Mixin Custodians.One operator) {
    with(
        desk -> {
          Authority who = desk.custodians().admit(operator);
          ManagedKey key = desk.ceremonies().complete(who, slot.owner(), slot.type(), expected);
          if (activate) {
            Receipt.of("KEY COMPLETE").key(key).print(desk.out(), who);
            ManagedKey active = desk.custody().activate(who, key.name());
            Receipt.of("KEY ACTIVE").key(active).print(desk.out(), who);
          } else {
            KeyLife.tellPending(desk, "KEY COMPLETE", key, who);
          }
        });
  }

  @Command(
      name = "cancel",
      description = "Abandon a ceremony: its components are deleted.",
      mixinStandardHelpOptions = true)
  void cancel(
      @Parameters(paramLabel = SLOT, description = SLOT_MEANING) KeyArguments.Slot slot,
      @Mixin Custodians.One operator) {
    with(
        desk -> {
          Authority who = desk.custodians().admit(operator);
          desk.ceremonies().cancel(who, slot.owner(), slot.type());
          Receipt.of("CEREMONY CANCELLED").line("key", slot).print(desk.out(), who);
        });
  }

  @Command(
      name = "list",
      description = "The ceremonies that are under way, and whose components are missing.",
      mixinStandardHelpOptions = true)
  void list() {
    with(
        desk -> {
          List<Ceremony> underWay = desk.ceremonies().all();
          underWay.forEach(
              found -> Receipt.of("CEREMONY UNDER WAY").ceremony(found).print(desk.out()));
          if (underWay.isEmpty()) {
            desk.out().print("no ceremony is under way");
          }
        });
  }

  @Command(
      name = "export",
      description = {
        "Hand out a key as components, for a tool that loads terminals, say. Two custodians.",
        "Only a key that was made --exportable. Then each custodian takes one component."
      },
      mixinStandardHelpOptions = true)
  void export(
      @Parameters(paramLabel = "NAME", description = "As in TERMINAL/10000001:TMK:2.") KeyName name,
      @Option(
              names = "--components",
              required = true,
              paramLabel = "2|3",
              description = "How many custodians take one.")
          int components,
      @Mixin Custodians.Two operators) {
    with(
        desk -> {
          Authority who = desk.custodians().admitTwo(operators);
          Ceremony begun = desk.ceremonies().beginExport(who, name, components);
          Receipt.of("KEY SPLIT")
              .ceremony(begun)
              .line("check value", desk.custody().get(name).kcv())
              .print(desk.out(), who);
          desk.out()
              .print(
                  "Each custodian: ./prepaid keys ceremony take %s:%s NUMBER"
                      .formatted(name.owner(), name.type()));
        });
  }

  @Command(
      name = "take",
      description = {
        "See your component, once: it is gone from here afterwards. Nobody else may look.",
        "At a console the screen is cleared when you have written it down."
      },
      mixinStandardHelpOptions = true)
  void take(
      @Parameters(paramLabel = SLOT, description = SLOT_MEANING) KeyArguments.Slot slot,
      @Parameters(paramLabel = "NUMBER", description = "Which component is yours, from 1.")
          int number,
      @Mixin Custodians.One operator) {
    with(
        desk -> {
          Authority who = desk.custodians().admit(operator);
          Optional<Ceremony> found = desk.ceremony(slot);
          byte[] component =
              desk.ceremonies().take(who.operator(), slot.owner(), slot.type(), number);
          Kcv kcv = new Kcv(found.orElseThrow().parts().get(number - 1).kcv());
          show(desk, component, kcv);
          Receipt.of("COMPONENT TAKEN")
              .component(found.orElseThrow(), number, kcv)
              .print(desk.out(), who);
        });
  }

  /** Shows it to who sits there, and wipes it. */
  private static void show(KeyDesk desk, byte[] component, Kcv kcv) {
    char[] text = ComponentText.of(component);
    try {
      desk.out().print(text);
    } finally {
      Arrays.fill(component, (byte) 0);
      Arrays.fill(text, '\0');
    }
    desk.out().print("check value " + kcv);
    if (desk.keyboard().isAttended()) {
      desk.keyboard().line("Write both down, compare, then press Enter");
      desk.out().print(CLEAR_SCREEN);
    }
  }
}
