package org.openprepaid.iso8583;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jpos.iso.ISOException;
import org.jpos.iso.packager.GenericPackager;

/**
 * Reads a profile from its definition: a properties file, and the jPOS packager definition that it
 * names. The adapter ships {@code cup} and {@code iso87-ascii}; a file outside can replace either.
 *
 * <table>
 *   <caption>What a line means</caption>
 *   <tr><td>{@code length.bytes}</td><td>size of the length before each message: 2 or 4, big-endian, not counting itself</td></tr>
 *   <tr><td>{@code tpdu}</td><td>first byte of a 5-byte TPDU, hexadecimal; absent: the profile has none</td></tr>
 *   <tr><td>{@code header.bytes}</td><td>size of the application header, 0 to 32</td></tr>
 *   <tr><td>{@code mti}, {@code bitmap}</td><td>{@code binary} or {@code character}</td></tr>
 *   <tr><td>{@code secondary-bitmap}</td><td>{@code yes}: elements up to 128; {@code no}: up to 64</td></tr>
 *   <tr><td>{@code mac}</td><td>{@code binary}, {@code character}, or {@code none}; a MAC is the last element, 64 or 128</td></tr>
 *   <tr><td>{@code packager}</td><td>the packager definition, beside this file</td></tr>
 *   <tr><td>{@code match}</td><td>elements by which an answer is known, as {@code 7,11}; wanted for upstream hosts</td></tr>
 *   <tr><td>{@code sign-on}, {@code sign-off}, {@code echo}</td><td>network messages, as {@code 0800 70=001}; absent: the dialect has none</td></tr>
 * </table>
 */
final class ProfileDefinition {
  private static final Set<String> SHIPPED = Set.of("cup", "iso87-ascii");

  private ProfileDefinition() {}

  /**
   * A profile that the adapter ships.
   *
   * @throws InvalidSettingException when there is none of that name
   */
  static Profile shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new InvalidSettingException("profile", "must be one of " + SHIPPED);
    }
    return read(name, name + ".properties", ProfileDefinition.class::getResourceAsStream);
  }

  /**
   * A profile defined outside the adapter.
   *
   * @param file the properties file; its packager definition lies beside it
   * @throws InvalidSettingException when it cannot be read or says what cannot be
   */
  static Profile file(String name, Path file) {
    return read(
        name,
        file.getFileName().toString(),
        beside -> Files.newInputStream(file.resolveSibling(beside)));
  }

  @FunctionalInterface
  private interface Source {
    InputStream open(String name) throws IOException;
  }

  private static Profile read(String name, String definition, Source source) {
    try (InputStream input = source.open(definition)) {
      Properties lines = new Properties();
      lines.load(input);
      return profile(name, lines, source);
    } catch (IOException | ISOException e) {
      throw new InvalidSettingException("profile-file", "cannot be read: " + e, e);
    }
  }

  private static Profile profile(String name, Properties lines, Source source)
      throws IOException, ISOException {
    String tpdu = lines.getProperty("tpdu");
    String mac = line(lines, "mac");
    return new Profile(
        name,
        number(lines, "length.bytes"),
        tpdu == null ? Profile.NO_TPDU : Integer.parseInt(tpdu, 16),
        number(lines, "header.bytes"),
        encoding(line(lines, "mti")),
        encoding(line(lines, "bitmap")),
        "yes".equals(line(lines, "secondary-bitmap")),
        "none".equals(mac) ? null : encoding(mac),
        Dialogue.of(lines),
        packager(line(lines, "packager"), source));
  }

  private static GenericPackager packager(String name, Source source)
      throws IOException, ISOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // jPOS looks for its DTD through the context class loader, which in a container is another's
    thread.setContextClassLoader(GenericPackager.class.getClassLoader());
    try (InputStream input = source.open(name)) {
      if (input == null) {
        throw new IOException("no packager definition " + name);
      }
      return new GenericPackager(input);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static WireEncoding encoding(String text) {
    try {
      return WireEncoding.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("profile-file", "no encoding: " + text, e);
    }
  }

  private static int number(Properties lines, String key) {
    try {
      return Integer.parseInt(line(lines, key));
    } catch (NumberFormatException e) {
      throw new InvalidSettingException("profile-file", key + " must be a number", e);
    }
  }

  private static String line(Properties lines, String key) {
    String value = lines.getProperty(key);
    if (value == null) {
      throw new InvalidSettingException("profile-file", "lacks " + key);
    }
    return value.strip();
  }
}
