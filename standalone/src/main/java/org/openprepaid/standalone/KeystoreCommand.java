package org.openprepaid.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The local master key. */
@Command(name = "keystore", description = "The local master key.", mixinStandardHelpOptions = true)
final class KeystoreCommand implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

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
