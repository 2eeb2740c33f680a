// Tangents: zero, shape, memory of their own, constant parts.

import Nabla
import Testing

@Differentiable
private struct Layer {
  var weights: [[Double]]
  var bias: Double
  var inputCount: Int
  @NoDerivative var rate: Double = 0.5
  @NoDerivative var samples: [Float] = [1, 2]
  var range: (low: Double, high: [Float]) = (1, [2])
}

@Differentiable
private struct Pair<First, Second> {
  var first: First
  var second: Second?
}

/// The address of an array's elements.
private func address<Element>(_ array: [Element]) -> UnsafeRawPointer? {
  array.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
}

@Suite struct DifferentiableTests {
  private let layer = Layer(weights: [[1, 2], [3]], bias: 2, inputCount: 3)

  @Test func zeroTangentKeepsShapeAndIntegers() {
    let tangent = layer.zeroTangent()
    #expect(tangent.weights == [[0, 0], [0]])
    #expect(tangent.bias == 0)
    #expect(tangent.inputCount == 3)
    #expect(tangent.rate == 0)
    #expect(tangent.samples == [0, 0])
    #expect(tangent.range.high == [0])
    #expect(layer.tangentShapeMismatch(with: tangent) == nil)
  }

  @Test func mismatchNamesThePlace() throws {
    var tangent = layer.zeroTangent()
    tangent.weights[1].append(0)
    let found = try #require(layer.tangentShapeMismatch(with: tangent))
    #expect((found.path, found.primal, found.tangent) == (".weights[1]", "1 element", "2 elements"))
    let missing = try #require(
      Pair(first: [1.0], second: 2.0).tangentShapeMismatch(with: Pair(first: [1], second: nil)))
    #expect((missing.path, missing.primal, missing.tangent) == (".second", "a value", "nil"))
    #expect([1.0, 2].tangentShapeMismatch(with: [1])?.path.isEmpty == true)
  }

  @Test func uniqueTangentsShareNoMemory() {
    let original = [[1.0, 2], [3]]
    var tangent = original
    tangent.makeTangentUnique()
    #expect(tangent == original)
    #expect(address(tangent) != address(original))
    #expect(address(tangent[0]) != address(original[0]))
    let before = address(tangent[0])
    tangent.makeTangentUnique()
    #expect(address(tangent[0]) == before)
  }

  @Test func constantPartsAreCleared() {
    var layers = [layer, layer]
    layers.clearConstantParts()
    #expect(layers[1].rate == 0)
    #expect(layers[1].samples == [0, 0])
    #expect(layers[1].weights == layer.weights)
    #expect(![Double].mayHaveConstantParts)
    #expect([Layer].mayHaveConstantParts)
  }

  @Test func standardTypesConform() {
    #expect(SIMD4<Float>(1, 2, 3, 4).zeroTangent() == SIMD4<Float>())
    #expect(ContiguousArray<Double>([1, 2]).zeroTangent() == [0, 0])
    #expect(Double?.none.zeroTangent() == nil)
    #expect(Double?.some(3).zeroTangent() == 0)
    #expect(Float(2).zeroTangent() == 0)
  }
}
