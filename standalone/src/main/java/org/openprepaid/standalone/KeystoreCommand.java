package org.openprepaid.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The local master key's file. */
@Command(
    name = "keystore",
    description = "The local master key's file.",
    mixinStandardHelpOptions = true)
final class KeystoreCommand implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  @Command(
      name = "init",
      description = "Make the file with a new key when there is none; prints the check value.",
      mixinStandardHelpOptions = true)
  void init() {
    RunDirectory directory = main.runDirectory();
    String kcv = MasterKeyStore.openOrCreate(directory, Secrets.openOrCreate(directory));
    main.console().step("key store " + directory.keystore() + ", check value " + kcv);
  }
}
