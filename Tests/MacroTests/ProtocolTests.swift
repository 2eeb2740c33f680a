// The compiler-plugin protocol.

import NablaMacroExpansion
import Testing

@Suite struct ProtocolTests {
  private func reply(to message: String) throws -> String {
    String(decoding: try macroPluginReply(to: Array(message.utf8)), as: UTF8.self)
  }

  @Test func capability() throws {
    let reply = try reply(to: #"{"getCapability": {"capability": {"protocolVersion": 7}}}"#)
    #expect(reply == #"{"getCapabilityResult":{"capability":{"protocolVersion":7}}}"#)
  }

  @Test func diagnosticsCarryPlaces() throws {
    let reply = try reply(
      to: #"""
        {"expandAttachedMacro": {
          "macro": {"moduleName": "NablaMacros", "typeName": "GradientMacro", "name": "Gradient "},
          "macroRole": "peer", "discriminator": "$s1M1f8GradientfMp_", "lexicalContext": [],
          "attributeSyntax": {"kind": "attribute", "source": "\n@Gradient ",
            "location": {"fileID": "M/u.swift", "fileName": "u.swift", "offset": 100, "line": 1, "column": 1}},
          "declSyntax": {"kind": "declaration", "source": "\n@Gradient struct S {}",
            "location": {"fileID": "M/u.swift", "fileName": "u.swift", "offset": 100, "line": 1, "column": 1}}}}
        """#)
    #expect(reply.contains(#""expandedSource":"""#))
    #expect(reply.contains(#""severity":"error""#))
    #expect(reply.contains(#""startOffset":111"#))
    #expect(reply.contains(#""endOffset":117"#))
    #expect(reply.contains("can only be attached to a function"))
  }

  @Test func unknownMessagesAreErrors() {
    #expect(throws: (any Error).self) { try reply(to: "no JSON") }
  }
}
