// The part of the compiler-plugin protocol that the macros use. Fields that are not read are left out.
//
// Each message is a 64-bit little-endian length followed by that many bytes of JSON; the JSON is an object whose one key
// is the message's name. (swift-syntax: Sources/SwiftCompilerPluginMessageHandling/PluginMessages.swift.)

/// A message from the compiler.
struct HostMessage: Decodable {
  var getCapability: Capability?
  var expandAttachedMacro: AttachedMacro?
  var expandFreestandingMacro: FreestandingMacro?

  struct Capability: Decodable {}

  struct FreestandingMacro: Decodable {
    var macro: MacroName
    var macroRole: String?
    var discriminator: String?
    var syntax: Syntax
  }

  struct AttachedMacro: Decodable {
    var macro: MacroName
    var macroRole: String?
    var discriminator: String
    var attributeSyntax: Syntax
    var declSyntax: Syntax
    var extendedTypeSyntax: Syntax?
    var conformanceListSyntax: Syntax?
    var lexicalContext: [Syntax]?
    var staticBuildConfiguration: String?
  }

  struct MacroName: Decodable {
    var typeName: String
  }

  struct Syntax: Decodable {
    var source: String
    var location: Location?
  }

  struct Location: Decodable {
    var fileName: String
    var offset: Int
  }
}

/// A message to the compiler.
enum PluginMessage: Encodable {
  case capability
  case expansion(source: String?, diagnostics: [PluginDiagnostic])

  private enum Key: String, CodingKey {
    case getCapabilityResult, expandMacroResult, capability, protocolVersion, expandedSource, diagnostics
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .capability:
      var result = container.nestedContainer(keyedBy: Key.self, forKey: .getCapabilityResult)
      var capability = result.nestedContainer(keyedBy: Key.self, forKey: .capability)
      try capability.encode(7, forKey: .protocolVersion)
    case .expansion(let source, let diagnostics):
      var result = container.nestedContainer(keyedBy: Key.self, forKey: .expandMacroResult)
      try result.encodeIfPresent(source, forKey: .expandedSource)
      try result.encode(diagnostics, forKey: .diagnostics)
    }
  }
}

/// A diagnostic as the compiler reads it.
struct PluginDiagnostic: Encodable {
  var message: String
  var severity: String
  var position: Position
  var highlights: [Range]
  var notes: [Note]
  var fixIts: [FixIt]

  struct Position: Encodable {
    var fileName: String
    var offset: Int
  }

  struct Range: Encodable {
    var fileName: String
    var startOffset: Int
    var endOffset: Int
  }

  struct Note: Encodable {
    var position: Position
    var message: String
  }

  struct FixIt: Encodable {
    var message: String
    var changes: [Change]
  }

  struct Change: Encodable {
    var range: Range
    var newText: String
  }

  /// `diagnostic` in the file `fileName`.
  init(_ diagnostic: Diagnostic, fileName: String) {
    func place(_ range: Swift.Range<Int>) -> Range {
      Range(fileName: fileName, startOffset: range.lowerBound, endOffset: range.upperBound)
    }
    message = diagnostic.message
    severity = diagnostic.severity.rawValue
    position = Position(fileName: fileName, offset: diagnostic.range.lowerBound)
    highlights = [place(diagnostic.range)]
    notes = diagnostic.notes.map { note in
      Note(position: Position(fileName: fileName, offset: note.range.lowerBound), message: note.message)
    }
    fixIts = diagnostic.fixIts.map { fixIt in
      FixIt(message: fixIt.message, changes: [Change(range: place(fixIt.range), newText: fixIt.replacement)])
    }
  }
}
