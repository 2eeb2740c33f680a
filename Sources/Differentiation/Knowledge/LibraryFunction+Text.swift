// Functions of the C library that work on text, and others that write integers through an address. Characters have no
// derivative, but what is written is not what was there before, and addresses that are found lie in memory that may also
// hold numbers with derivatives.

extension LibraryFunction {
  /// The effect of such a function, also of the variants that check sizes (`__strcpy_chk`).
  static func textEffect(_ name: String) -> LibraryEffect? {
    guard name.hasPrefix("__"), name.hasSuffix("_chk") else { return textEffects[name] }
    return textEffects[String(name.dropFirst(2).dropLast(4))]
  }

  private static let textEffects: [String: LibraryEffect] = {
    var effects: [String: LibraryEffect] = [:]
    for name in writingFirst { effects[name] = .text(writes: 0) }
    for name in writingSecond { effects[name] = .text(writes: 1) }
    for name in finding { effects[name] = .text(writes: nil) }
    for name in reading { effects[name] = .inactive }
    return effects
  }()

  private static let writingFirst = [
    "sprintf", "snprintf", "vsprintf", "vsnprintf", "strcpy", "strncpy", "strcat", "strncat", "stpcpy", "stpncpy",
    "strlcpy", "strlcat", "fgets", "strftime", "time", "gettimeofday", "getcwd",
  ]
  private static let writingSecond = ["clock_gettime", "gmtime_r", "localtime_r", "getrusage"]
  private static let finding = [
    "strchr", "strrchr", "strchrnul", "strstr", "strcasestr", "strpbrk", "memchr", "memrchr", "rawmemchr", "memmem",
    "basename",
  ]
  private static let reading = [
    "strlen", "strnlen", "strcmp", "strncmp", "strcasecmp", "strncasecmp", "strcoll", "strspn", "strcspn", "strverscmp",
    "memcmp", "bcmp", "atoi", "atol", "atoll", "strdup", "strndup",
  ]
}
