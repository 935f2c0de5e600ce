package org.openprepaid.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The generated passwords. */
@Command(
    name = "secrets",
    description = "The generated passwords.",
    mixinStandardHelpOptions = true)
final class SecretsCommand implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  @Command(
      name = "init",
      description = "Generate what is missing; keep what is there.",
      mixinStandardHelpOptions = true)
  void init() {
    RunDirectory directory = main.runDirectory();
    Secrets.openOrCreate(directory);
    main.console().step("secrets in " + directory.secrets());
  }
}
