package org.openprepaid.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.Set;

/**
 * The generated passwords of one installation, in {@code secrets.properties} of the state directory
 * with mode 600. What is missing is generated; what is there is never changed.
 */
public final class Secrets {
  /** Letters and digits only: such a password needs no quoting in SQL, shell, XML or URL. */
  private static final String ALPHABET =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

  private static final int PASSWORD_LENGTH = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** What is kept. */
  public enum Key {
    DATABASE_ROOT_PASSWORD("database.root.password"),
    DATABASE_OWNER_PASSWORD("database.owner.password"),
    DATABASE_PASSWORD("database.password"),
    BROKER_USER("broker.user"),
    BROKER_PASSWORD("broker.password"),
    KEYSTORE_PASSWORD("keystore.password"),
    PAYARA_ADMIN_PASSWORD("payara.admin.password");

    private final String property;

    Key(String property) {
      this.property = property;
    }

    public String property() {
      return property;
    }
  }

  private final Properties values;

  private Secrets(Properties values) {
    this.values = values;
  }

  /**
   * Reads the file, adding what it lacks; makes it when there is none. Of several processes that do
   * so at once all get the same.
   *
   * @throws OperatorException OP-1910 when it can be neither read nor written
   */
  public static synchronized Secrets openOrCreate(RunDirectory directory) {
    Path lock = RunDirectory.create(directory.root()).resolve("secrets.lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return openOrCreate(directory.secrets());
    } catch (IOException | IllegalArgumentException e) {
      throw new OperatorException(ErrorCode.SECRETS_UNUSABLE, directory.secrets().toString(), e);
    }
  }

  private static Secrets openOrCreate(Path file) throws IOException {
    Properties values = read(file);
    if (complete(values)) {
      write(file, values);
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    return new Secrets(values);
  }

  private static Properties read(Path file) throws IOException {
    Properties values = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        values.load(reader);
      }
    }
    return values;
  }

  private static boolean complete(Properties values) {
    SecureRandom random = new SecureRandom();
    boolean changed = false;
    for (Key key : Key.values()) {
      if (values.getProperty(key.property(), "").isBlank()) {
        values.setProperty(
            key.property(),
            key == Key.BROKER_USER ? "prepaid" : new String(password(random, PASSWORD_LENGTH)));
        changed = true;
      }
    }
    return changed;
  }

  /** Random letters and digits that are not mistaken for one another. */
  static char[] password(SecureRandom random, int length) {
    char[] password = new char[length];
    for (int i = 0; i < length; i++) {
      password[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return password;
  }

  /** Written beside and moved over it, so that a reader or a crash never sees half a file. */
  private static void write(Path file, Properties values) throws IOException {
    FileAttribute<Set<PosixFilePermission>> mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Path fresh = Files.createTempFile(file.getParent(), "secrets", ".new", mode);
    try {
      try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
        values.store(writer, "Generated passwords. Keep this file, and keep it private.");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  public String get(Key key) {
    return values.getProperty(key.property());
  }

  /** Names only: a secret has no business in a log. */
  @Override
  public String toString() {
    return "Secrets" + values.keySet();
  }
}
