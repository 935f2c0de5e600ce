package org.openprepaid.standalone;

import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Keys, for those who keep them. */
@Command(
    name = "keys",
    description = {
      "Keys, for key custodians: docs/key-ceremony.md leads through a ceremony.",
      "",
      "Whoever changes something logs in as an operator with the role KEY_CUSTODIAN. Passwords and"
          + " components are asked for and not shown. Without a console each answer is a line of"
          + " the standard input, in the order of the questions.",
      "",
      "A key is named OWNER:TYPE:VERSION, as in ZONE/CUPNET:ZMK:1.",
      "",
      "Exit status 0: done; 1: refused or failed, and the last line says why; 2: wrong command line."
    },
    subcommands = {
      KeyLookup.Types.class,
      KeyLookup.ListKeys.class,
      KeyLookup.Show.class,
      KeyLife.Generate.class,
      KeyLife.Activate.class,
      KeyLife.Supersede.class,
      KeyLife.Compromise.class,
      KeyLife.Destroy.class,
      KeyLife.Rotate.class,
      KeyExchange.Import.class,
      KeyExchange.Export.class,
      CeremonyCommand.class,
      MasterCommand.class
    })
final class KeysCommand extends CommandGroup {
  @ParentCommand private Main main;

  Console console() {
    return main.console();
  }

  /** Opens the vault for one command. */
  void with(Consumer<KeyDesk> work) {
    try (KeyDesk desk = KeyDesk.open(main)) {
      work.accept(desk);
    }
  }
}
