package org.openprepaid.key.master;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.openprepaid.key.KeyFault;

/**
 * The few functions of a PKCS#11 library that a master key needs (OASIS PKCS#11 base specification
 * 2.40, chapter 5), in the memory layout of Linux on x86-64: {@code CK_ULONG} has eight bytes,
 * structures are aligned as the C compiler does.
 *
 * <p>Every method but {@link #load} throws a {@link TokenException} if the function returns
 * anything that is not expected of it.
 */
final class Cryptoki {
  /** Room for what {@link #encrypt} returns; {@code p11-kit-client.so} wants more than a block. */
  static final int ROOM_BYTES = 64;

  private static final String PLATFORM = "linux-x86-64";
  private static final int RTLD_NOW = 0x2;

  /** A call that hangs while the application is undeployed must not lose the code it runs in. */
  private static final int RTLD_NODELETE = 0x1000;

  private static final long CKF_OS_LOCKING_OK = 2;
  private static final long CKF_RW_SESSION = 2;
  private static final long CKF_SERIAL_SESSION = 4;
  private static final long CKU_USER = 1;
  private static final byte WITH_TOKEN = 1;
  private static final int MAX_SLOTS = 1024;

  /** The functions, each with its place in {@code CK_FUNCTION_LIST}. */
  private enum Entry {
    INITIALIZE("C_Initialize", 0),
    FINALIZE("C_Finalize", 1),
    GET_SLOT_LIST("C_GetSlotList", 4),
    GET_TOKEN_INFO("C_GetTokenInfo", 6),
    OPEN_SESSION("C_OpenSession", 12),
    CLOSE_SESSION("C_CloseSession", 13),
    LOGIN("C_Login", 18),
    DESTROY_OBJECT("C_DestroyObject", 22),
    GET_ATTRIBUTE_VALUE("C_GetAttributeValue", 24),
    FIND_OBJECTS_INIT("C_FindObjectsInit", 26),
    FIND_OBJECTS("C_FindObjects", 27),
    FIND_OBJECTS_FINAL("C_FindObjectsFinal", 28),
    ENCRYPT_INIT("C_EncryptInit", 29),
    ENCRYPT("C_Encrypt", 30),
    GENERATE_KEY("C_GenerateKey", 58);

    private final String text;
    private final int place;

    Entry(String text, int place) {
      this.text = text;
      this.place = place;
    }

    /** After the version, which is filled up to the size of a pointer. */
    private long offset() {
      return (1L + place) * Native.POINTER_SIZE;
    }
  }

  /** Held as long as its functions are: JNA closes a library that nobody holds. */
  private final NativeLibrary library;

  private final Map<Entry, Function> functions = new EnumMap<>(Entry.class);

  private Cryptoki(NativeLibrary library) {
    this.library = library;
    PointerByReference list = new PointerByReference();
    long value =
        library.getFunction("C_GetFunctionList").invokeLong(new Object[] {list.getPointer()});
    if (value != ReturnValue.OK) {
      throw ReturnValue.failure("C_GetFunctionList", value);
    }
    for (Entry entry : Entry.values()) {
      functions.put(entry, Function.getFunction(list.getValue().getPointer(entry.offset())));
    }
  }

  /**
   * @throws TokenException {@link KeyFault#TOKEN_LIBRARY_UNUSABLE}
   */
  static Cryptoki load(Path path) {
    try {
      if (!PLATFORM.equals(Platform.RESOURCE_PREFIX)) {
        throw unusable("tokens need " + PLATFORM + ", not " + Platform.RESOURCE_PREFIX, null);
      }
      if (!Files.isRegularFile(path)) {
        throw unusable("no file " + path, null);
      }
      return new Cryptoki(
          NativeLibrary.getInstance(
              path.toString(), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW | RTLD_NODELETE)));
    } catch (LinkageError e) {
      throw unusable(path + " is no PKCS#11 library for this platform", e);
    }
  }

  private static TokenException unusable(String why, Throwable cause) {
    return new TokenException(KeyFault.TOKEN_LIBRARY_UNUSABLE, why, cause);
  }

  /**
   * @return false if somebody else in this process has done so
   */
  boolean initialize() {
    // CK_C_INITIALIZE_ARGS: four functions for locking, flags, a reserved pointer
    try (Memory arguments = new Memory(6L * Native.POINTER_SIZE)) {
      arguments.clear();
      arguments.setLong(4L * Native.POINTER_SIZE, CKF_OS_LOCKING_OK);
      long value = invoke(Entry.INITIALIZE, arguments);
      if (value != ReturnValue.CRYPTOKI_ALREADY_INITIALIZED) {
        require(Entry.INITIALIZE, value);
      }
      return value == ReturnValue.OK;
    }
  }

  void terminate() {
    long value = invoke(Entry.FINALIZE, Pointer.NULL);
    if (value != ReturnValue.CRYPTOKI_NOT_INITIALIZED) {
      require(Entry.FINALIZE, value);
    }
  }

  /** The slots in which there is a token. */
  long[] slots() {
    LongByReference count = new LongByReference();
    call(Entry.GET_SLOT_LIST, WITH_TOKEN, Pointer.NULL, count.getPointer());
    int slots = (int) Math.min(count.getValue(), MAX_SLOTS);
    if (slots == 0) {
      return new long[0];
    }
    try (Memory list = new Memory((long) slots * Long.BYTES)) {
      count.setValue(slots);
      call(Entry.GET_SLOT_LIST, WITH_TOKEN, list, count.getPointer());
      return list.getLongArray(0, (int) count.getValue());
    }
  }

  TokenInfo tokenInfo(long slot) {
    try (Memory info = new Memory(TokenInfo.BYTES)) {
      call(Entry.GET_TOKEN_INFO, slot, info);
      return TokenInfo.of(info.getByteArray(0, TokenInfo.BYTES));
    }
  }

  /**
   * @param writable whether objects of the token may be made in it
   * @return its handle
   */
  long openSession(long slot, boolean writable) {
    LongByReference session = new LongByReference();
    long flags = CKF_SERIAL_SESSION | (writable ? CKF_RW_SESSION : 0);
    call(Entry.OPEN_SESSION, slot, flags, Pointer.NULL, Pointer.NULL, session.getPointer());
    return session.getValue();
  }

  void closeSession(long session) {
    call(Entry.CLOSE_SESSION, session);
  }

  /** Logs the process in; that another session did so already is as good. */
  void login(long session, byte[] pin) {
    try (Memory secret = new Memory(pin.length)) {
      secret.write(0, pin, 0, pin.length);
      long value = invoke(Entry.LOGIN, session, CKU_USER, secret, (long) pin.length);
      secret.clear();
      if (value != ReturnValue.USER_ALREADY_LOGGED_IN) {
        require(Entry.LOGIN, value);
      }
    }
  }

  /** The first objects with these attributes. */
  long[] find(long session, Attributes attributes, int most) {
    try (Memory template = attributes.template();
        Memory found = new Memory((long) most * Long.BYTES)) {
      call(Entry.FIND_OBJECTS_INIT, session, template, attributes.count());
      LongByReference count = new LongByReference();
      call(Entry.FIND_OBJECTS, session, found, (long) most, count.getPointer());
      call(Entry.FIND_OBJECTS_FINAL, session);
      return found.getLongArray(0, (int) count.getValue());
    }
  }

  /**
   * Compares an object's attributes with those wanted.
   *
   * @return the names of those that differ
   */
  String differences(long session, long object, Attributes wanted) {
    try (Memory template = wanted.template()) {
      call(Entry.GET_ATTRIBUTE_VALUE, session, object, template, wanted.count());
      return wanted.differences(template);
    }
  }

  long generateKey(long session, long mechanism, Attributes attributes) {
    try (Memory parameterless = mechanism(mechanism);
        Memory template = attributes.template()) {
      LongByReference key = new LongByReference();
      long count = attributes.count();
      call(Entry.GENERATE_KEY, session, parameterless, template, count, key.getPointer());
      return key.getValue();
    }
  }

  void destroy(long session, long object) {
    call(Entry.DESTROY_OBJECT, session, object);
  }

  /** A {@code CK_MECHANISM} without parameter; the caller frees it. */
  static Memory mechanism(long type) {
    Memory mechanism = new Memory(3L * Long.BYTES);
    mechanism.clear();
    mechanism.setLong(0, type);
    return mechanism;
  }

  /**
   * @param out {@link #ROOM_BYTES} long
   * @param outLength a {@code CK_ULONG}, of no meaning before
   * @return how many bytes were written
   */
  long encrypt(long session, Memory mechanism, long key, Memory in, Memory out, Memory outLength) {
    call(Entry.ENCRYPT_INIT, session, mechanism, key);
    outLength.setLong(0, ROOM_BYTES);
    call(Entry.ENCRYPT, session, in, in.size(), out, outLength);
    return outLength.getLong(0);
  }

  private void call(Entry entry, Object... arguments) {
    require(entry, invoke(entry, arguments));
  }

  private long invoke(Entry entry, Object... arguments) {
    return functions.get(entry).invokeLong(arguments);
  }

  private static void require(Entry entry, long value) {
    if (value != ReturnValue.OK) {
      throw ReturnValue.failure(entry.text, value);
    }
  }

  @Override
  public String toString() {
    return library.getName();
  }
}
