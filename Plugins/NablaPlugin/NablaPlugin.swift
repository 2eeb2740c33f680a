// The build-tool plugin: before SwiftPM compiles a target, `NablaPackageTool` makes the target's derivatives.
//
// The plugin itself decides nothing. It writes down what SwiftPM tells about the target and everything it depends on,
// and asks for one command, whose inputs are all those sources and whose outputs are a static library and a Swift
// file that has it linked. SwiftPM runs the command when an input has changed, and compiles the target after it.

import Foundation
import PackagePlugin

@main
struct NablaPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let tool = try context.tool(named: "NablaPackageTool").url
    let folder = context.pluginWorkDirectoryURL
    let description = TargetDescription(of: target, in: context.package)
    let descriptionFile = folder.appending(path: "target.json")
    try writeIfChanged(description, to: descriptionFile)
    return [
      .buildCommand(
        displayName: "Differentiating \(target.name)",
        executable: tool,
        arguments: [descriptionFile.path(percentEncoded: false)],
        inputFiles: [descriptionFile] + description.files.map { URL(filePath: $0) },
        outputFiles: [folder.appending(path: "\(target.moduleName)+Derivatives.swift")])
    ]
  }

  private func writeIfChanged(_ description: TargetDescription, to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let contents = try encoder.encode(description)
    if (try? Data(contentsOf: file)) != contents { try contents.write(to: file, options: .atomic) }
  }
}
