// What the functions of the C++ run-time library (libstdc++ and libc++abi) do that programs call without seeing their
// bodies: by full name, by the class a method belongs to, or by the beginning of the mangled name.

enum CxxRuntime {
  static func effect(of name: String) -> LibraryEffect? {
    if linked.contains(name) { return .relink }
    if name == "__cxa_allocate_exception" { return .allocate(.foreign(0), zeroed: false) }
    return prefixEffect(name)
  }

  /// The effect of the longest known prefix: the last one in order that is not behind the name.
  private static func prefixEffect(_ name: String) -> LibraryEffect? {
    guard name.utf8.first == UInt8(ascii: "_") else { return nil }
    // Methods for lvalues and for rvalues only, as `str() const &`, are like others.
    for (qualified, plain) in [("_ZNKR", "_ZNK"), ("_ZNR", "_ZN"), ("_ZNO", "_ZN")] where name.hasPrefix(qualified) {
      return prefixEffect(plain + name.dropFirst(qualified.count))
    }
    var (low, high) = (0, prefixes.count)
    while low < high {
      let middle = (low + high) / 2
      if prefixes[middle].name <= name { low = middle + 1 } else { high = middle }
    }
    guard low > 0, name.hasPrefix(prefixes[low - 1].name) else { return nil }
    return prefixes[low - 1].effect
  }

  /// In order; none begins with another.
  private static let prefixes: [(name: String, effect: LibraryEffect)] =
    (methodPrefixes.map { ($0, LibraryEffect.method) } + inactivePrefixes.map { ($0, .inactive) })
    .sorted { $0.0 < $1.0 }

  /// Operations on the links of nodes, which know nothing of what the nodes hold.
  private static let linked: Set<String> = [
    "_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base", "_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base",
    "_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base", "_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base",
    "_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_",
    "_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_",
    "_ZNSt8__detail15_List_node_base7_M_hookEPS0_", "_ZNSt8__detail15_List_node_base9_M_unhookEv",
    "_ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_", "_ZNSt8__detail15_List_node_base10_M_reverseEv",
    "_ZNSt8__detail15_List_node_base4swapERS0_S1_",
  ]

  /// Strings, streams and other objects that hold no numbers with derivatives, but change when their methods run.
  private static let methodPrefixes = [
    // std::string and std::string_view
    "_ZNSt7__cxx1112basic_string", "_ZNKSt7__cxx1112basic_string", "_ZNSs", "_ZNKSs", "_ZNKSt17basic_string_view",
    "_ZNSt11char_traits", "_ZN9__gnu_cxx12__to_xstring", "_ZSteqIc", "_ZStneIc", "_ZStltIc", "_ZStplIc", "_ZSt7getline",
    // Streams, their buffers, manipulators and locales
    "_ZNSo", "_ZNSi", "_ZNSd", "_ZNKSo", "_ZNKSi", "_ZStls", "_ZStrs", "_ZSt4endl", "_ZSt4ends",
    "_ZSt5flush", "_ZSt16__ostream_insert", "_ZNSt7__cxx1118basic_stringstream",
    "_ZNSt7__cxx1119basic_ostringstream", "_ZNSt7__cxx1119basic_istringstream", "_ZNSt7__cxx1115basic_stringbuf",
    "_ZNKSt7__cxx1118basic_stringstream", "_ZNKSt7__cxx1119basic_ostringstream",
    "_ZNKSt7__cxx1119basic_istringstream", "_ZNKSt7__cxx1115basic_stringbuf", "_ZNSt14basic_ofstream",
    "_ZNSt14basic_ifstream", "_ZNSt13basic_fstream", "_ZNSt13basic_filebuf", "_ZNSt13basic_ostream",
    "_ZNSt13basic_istream", "_ZNSt9basic_ios", "_ZNKSt9basic_ios", "_ZNSt8ios_base", "_ZNKSt8ios_base",
    "_ZNSt15basic_streambuf", "_ZNSt6locale", "_ZNKSt6locale", "_ZNKSt5ctype", "_ZSt9use_facet", "_ZSt9has_facet",
    "_ZNSt10filesystem", "_ZSt12setprecision", "_ZSt4setw", "_ZSt5fixed", "_ZSt10scientific",
    // Random devices, hash tables' growth, threads' and clocks' bookkeeping
    "_ZNSt13random_device", "_ZNKSt13random_device", "_ZNSt8__detail20_Prime_rehash_policy",
    "_ZNKSt8__detail20_Prime_rehash_policy", "_ZNSt6thread4join", "_ZNSt6thread6detach",
    "_ZNSt6thread20hardware_concurrency", "_ZNSt6thread6_State", "_ZNSt5mutex", "_ZNSt18condition_variable",
    // Exception objects
    "_ZNSt9exception", "_ZNKSt9exception", "_ZNSt11logic_error", "_ZNKSt11logic_error", "_ZNSt13runtime_error",
    "_ZNKSt13runtime_error", "_ZNSt16invalid_argument", "_ZNSt12domain_error", "_ZNSt12length_error",
    "_ZNSt12out_of_range", "_ZNSt11range_error", "_ZNSt14overflow_error", "_ZNSt15underflow_error",
    "_ZNSt12system_error", "_ZNSt9bad_alloc", "_ZNKSt9bad_alloc", "_ZNSt8bad_cast", "_ZNSt10bad_typeid",
    "_ZNSt15__exception_ptr", "_ZNKSt15__exception_ptr", "_ZNSt17bad_function_call", "_ZNSt16bad_array_new_length",
  ]

  private static let inactivePrefixes = [
    "__cxa_", "__dynamic_cast", "__gxx_personality", "_Unwind_", "_ZSt9terminatev", "_ZSt15set_terminate",
    "_ZSt18uncaught_exceptionv",
    "_ZSt19uncaught_exceptionsv", "_ZSt17current_exception", "_ZSt17rethrow_exception", "_ZSt11_Hash_bytes",
    "_ZSt15_Fnv_hash_bytes", "_ZNKSt9type_info", "_ZNSt9type_info", "_ZNSt6chrono3_V2", "_ZSt15system_category",
    "_ZSt16generic_category", "__clang_call_terminate",
  ]

  /// Functions of the library that only throw: `std::__throw_length_error(char const*)` and its like.
  static func isThrower(_ name: String) -> Bool {
    if throwers.contains(name) { return true }
    guard name.hasPrefix("_ZSt") else { return false }
    return name.dropFirst(4).drop(while: \.isNumber).hasPrefix("__throw_")
  }

  private static let throwers: Set<String> = [
    "__cxa_throw", "__cxa_rethrow", "__cxa_bad_cast", "__cxa_bad_typeid", "__cxa_throw_bad_array_new_length",
    "_ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE",
  ]
}
