package org.openprepaid.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The local master key. */
@Command(name = "keystore", description = "The local master key.")
final class KeystoreCommand extends CommandGroup {
  @ParentCommand private Main main;

  @Command(
      name = "init",
      description =
          "Make the key where the settings say, when there is none; prints its check value.",
      mixinStandardHelpOptions = true)
  void init() {
    RunDirectory directory = main.runDirectory();
    String kcv =
        MasterKeyStore.openOrCreate(directory, main.settings(), Secrets.openOrCreate(directory));
    main.console().step("local master key, check value " + kcv);
  }
}
