package org.openprepaid.softpos.cli;

import java.nio.file.Path;
import org.openprepaid.softpos.sample.SampleInstitution;
import picocli.CommandLine.Option;

/** The options that say which institution, and where its host is. */
final class SampleOptions {
  @Option(
      names = "--sample",
      description = "The sample institution (default: sample.json in PREPAID_RUN_DIR or .run).")
  private Path file;

  @Option(names = "--host", description = "Another host than the sample's.")
  private String host;

  @Option(names = "--port", description = "Another port than the sample's.")
  private Integer port;

  SampleInstitution read() {
    SampleInstitution sample = SampleInstitution.read(file());
    return sample.at(host == null ? sample.host() : host, port == null ? sample.port() : port);
  }

  /** Journals stand beside the sample: both go when the state is reset. */
  Path journals() {
    return file().toAbsolutePath().resolveSibling("terminals");
  }

  private Path file() {
    if (file != null) {
      return file;
    }
    String runDirectory = System.getenv().getOrDefault("PREPAID_RUN_DIR", ".run");
    return Path.of(runDirectory, "sample.json");
  }
}
