// swift-tools-version: 6.2
// Nabla: automatic differentiation for compiled code. Targets are listed in the order of the data flow;
// a target may import only what stands above it (see Documentation/architecture.md).

import CompilerPluginSupport
import Foundation
import PackageDescription

/// LLVM 22 is found through the links in `Sources/CLLVM/include` (Debian's prefix); `LLVM_PREFIX` names another one.
let llvmPrefix = ProcessInfo.processInfo.environment["LLVM_PREFIX"]

let llvmHeaders = llvmPrefix.map { ["-I\($0)/include"] } ?? []
let llvmLibraries = llvmPrefix.map { ["-L\($0)/lib", "-Xlinker", "-rpath", "-Xlinker", "\($0)/lib"] } ?? []

let package = Package(
  name: "Nabla",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Nabla", targets: ["Nabla"]),
    .executable(name: "nabla", targets: ["NablaTool"]),
    .plugin(name: "NablaPlugin", targets: ["NablaPlugin"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // LLVM: headers, a small C++ shim, a thin Swift binding.
    .target(
      name: "CLLVM",
      cxxSettings: llvmPrefix == nil ? [] : [.unsafeFlags(llvmHeaders)],
      linkerSettings: [.linkedLibrary("LLVM-22")]
        + (llvmPrefix == nil ? [] : [.unsafeFlags(llvmLibraries)])
    ),
    .target(name: "LLVM", dependencies: ["CLLVM"]),

    // The engine: derivative rules are data without LLVM; everything else takes and returns values.
    .target(name: "DerivativeRules"),
    .target(name: "Differentiation", dependencies: ["LLVM", "DerivativeRules"]),

    // Random programs that check their own derivatives; imports nothing.
    .target(name: "Fuzzing"),

    // Compilers, linkers, processes, diagnostics.
    .target(name: "Toolchain", dependencies: ["LLVM", "Differentiation", "Fuzzing"]),

    // The macros (no dependency on swift-syntax: decision 002).
    .target(name: "NablaMacroExpansion"),
    .macro(name: "NablaMacros", dependencies: ["NablaMacroExpansion"]),

    // The command for people, and what the plugin runs in packages (decision 014).
    .executableTarget(
      name: "NablaTool",
      dependencies: [
        "Toolchain", "NablaMacroExpansion",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "NablaPackageTool", dependencies: ["Toolchain", "NablaMacroExpansion"]),
    .plugin(name: "NablaPlugin", capability: .buildTool(), dependencies: ["NablaPackageTool"]),

    // What users import.
    .target(name: "NablaRequests"),
    .target(name: "Nabla", dependencies: ["NablaMacros", "NablaRequests"]),

    .testTarget(name: "LLVMTests", dependencies: ["LLVM"]),
    .testTarget(name: "DerivativeRulesTests", dependencies: ["DerivativeRules"]),
    .testTarget(
      name: "DifferentiationTests", dependencies: ["Differentiation", "LLVM"],
      exclude: ["Stages"]),
    .testTarget(name: "ToolchainTests", dependencies: ["Toolchain"]),
    .testTarget(name: "MacroTests", dependencies: ["NablaMacroExpansion"]),
    .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Toolchain", "LLVM"],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// Continuous integration sets NABLA_STRICT: no warnings in this package, without a word on those of its dependencies.
if ProcessInfo.processInfo.environment["NABLA_STRICT"] != nil {
  for target in package.targets where ![.system, .binary, .plugin].contains(target.type) {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    target.cxxSettings = (target.cxxSettings ?? []) + [.treatAllWarnings(as: .error)]
  }
}
