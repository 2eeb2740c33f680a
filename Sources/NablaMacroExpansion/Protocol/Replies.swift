// From one message of the compiler to the reply, without input or output.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The reply to one message of the compiler.
///
/// - Throws: if `message` is not JSON of the protocol.
package func macroPluginReply(to message: [UInt8]) throws -> [UInt8] {
  let decoded = try JSONDecoder().decode(HostMessage.self, from: Data(message))
  return Array(try JSONEncoder().encode(reply(to: decoded)))
}

private func reply(to message: HostMessage) -> PluginMessage {
  if message.getCapability != nil { return .capability }
  if let expansion = message.expandAttachedMacro { return expand(expansion) }
  if let expansion = message.expandFreestandingMacro { return expand(expansion) }
  let problem = Diagnostic("this version of Nabla does not know this kind of macro", at: 0..<0)
  return .expansion(source: nil, diagnostics: [PluginDiagnostic(problem, fileName: "")])
}

private func expand(_ message: HostMessage.FreestandingMacro) -> PluginMessage {
  let result = expandExpressionMacro(
    MacroRequest(
      type: message.macro.typeName, declaration: message.syntax.source,
      declarationOffset: message.syntax.location?.offset ?? 0, attribute: "",
      discriminator: message.discriminator ?? ""))
  return .expansion(
    source: result.diagnostics.isEmpty ? result.source : nil,
    diagnostics: result.diagnostics.map { PluginDiagnostic($0, fileName: message.syntax.location?.fileName ?? "") })
}

private func expand(_ message: HostMessage.AttachedMacro) -> PluginMessage {
  let fileName = message.attributeSyntax.location?.fileName ?? message.declSyntax.location?.fileName ?? ""
  let result = expandMacro(
    MacroRequest(
      type: message.macro.typeName, declaration: message.declSyntax.source,
      declarationOffset: message.declSyntax.location?.offset ?? 0, attribute: message.attributeSyntax.source,
      attributeOffset: message.attributeSyntax.location?.offset ?? 0,
      lexicalContext: message.lexicalContext?.map(\.source) ?? [], discriminator: message.discriminator,
      extendedType: message.extendedTypeSyntax?.source, wantsConformance: message.conformanceListSyntax != nil,
      role: message.macroRole ?? "peer",
      targetsMachO: message.staticBuildConfiguration?.contains(#""targetObjectFileFormats":["MachO"]"#) ?? false))
  return .expansion(
    source: result.source, diagnostics: result.diagnostics.map { PluginDiagnostic($0, fileName: fileName) })
}
