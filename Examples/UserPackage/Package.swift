// swift-tools-version: 6.2
// A package that uses Nabla, as any other package would. Two lines for each target that asks for derivatives: the
// library with the macros, and the plugin that makes the derivatives.

import PackageDescription

let package = Package(
  name: "UserPackage",
  dependencies: [
    .package(name: "nabla", path: "../.."),  // yours: .package(url: "https://…/nabla", from: "0.1.0")
    .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.0.0"),
  ],
  targets: [
    // Ordinary code: knows nothing of derivatives.
    .target(
      name: "Physics",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")]),

    // Asks for derivatives of functions that call into other targets, packages, C and C++.
    .target(name: "Spring"),
    .target(
      name: "Models",
      dependencies: [
        "Physics", "Spring",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "Nabla", package: "nabla"),
      ],
      plugins: [.plugin(name: "NablaPlugin", package: "nabla")]),

    // Uses the derivatives of others: an ordinary target.
    .executableTarget(name: "fit", dependencies: ["Models"]),

    // Uses the derivatives of others, and asks for some of its own.
    .testTarget(
      name: "ModelsTests",
      dependencies: ["Models", "Physics", .product(name: "Nabla", package: "nabla")],
      plugins: [.plugin(name: "NablaPlugin", package: "nabla")]),
  ]
)
