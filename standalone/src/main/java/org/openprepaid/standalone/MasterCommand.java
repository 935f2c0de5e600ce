package org.openprepaid.standalone;

import java.util.TreeSet;
import org.openprepaid.key.MasterKeys;
import org.openprepaid.key.custody.Authority;
import org.openprepaid.key.custody.MasterKeyChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** The local master key, under which every other key is stored. */
@Command(
    name = "master",
    description = "The local master key, under which every other key is stored.")
final class MasterCommand extends CommandGroup {
  @ParentCommand private KeysCommand keys;

  @Command(
      name = "show",
      description = "Where it is kept, its generation and its check value.",
      mixinStandardHelpOptions = true)
  void show() {
    keys.with(
        desk -> {
          MasterKeys master = desk.masterKeys();
          Receipt.of("LOCAL MASTER KEY")
              .line("where", master.source())
              .line("generation", master.currentGeneration())
              .line("check value", master.kcv())
              .line("kept", "generations " + new TreeSet<>(master.generations()))
              .print(desk.out());
        });
  }

  @Command(
      name = "change",
      description = {
        "Make the next generation and wrap every stored key under it. Two custodians.",
        "All or nothing; servers go on running and follow within seconds. All of them must read the"
            + " same key store or token."
      },
      mixinStandardHelpOptions = true)
  void change(@Mixin Custodians.Two operators) {
    keys.with(
        desk -> {
          Authority who = desk.custodians().admitTwo(operators);
          MasterKeyChange.Changed changed = desk.masterKeyChange().change(who);
          Receipt.of("LOCAL MASTER KEY CHANGED")
              .line("where", desk.masterKeys().source())
              .line("generation", changed.generation())
              .line("check value", changed.kcv())
              .line("wrapped anew", changed.keys() + " keys")
              .print(desk.out(), who);
          desk.out().print("Back up the key store now. Later: ./prepaid keys master retire");
        });
  }

  @Command(
      name = "retire",
      description = {
        "Delete the generations before the current one. Two custodians.",
        "Refused while a stored key needs one. Older backups of the database cannot be opened"
            + " afterwards, except with a key store of their time."
      },
      mixinStandardHelpOptions = true)
  void retire(@Mixin Custodians.Two operators) {
    keys.with(
        desk -> {
          Authority who = desk.custodians().admitTwo(operators);
          int retired = desk.masterKeyChange().retire(who);
          Receipt.of("OLD MASTER KEYS DELETED")
              .line("where", desk.masterKeys().source())
              .line("deleted", retired + " generations")
              .line("generation", desk.masterKeys().currentGeneration())
              .line("check value", desk.masterKeys().kcv())
              .print(desk.out(), who);
        });
  }
}
