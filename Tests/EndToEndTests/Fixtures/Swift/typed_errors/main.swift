// Functions that throw errors of one type: they travel in registers if they fit there, and in memory of the caller otherwise.

import Nabla

struct Code: Error { var number: Int }

enum Large: Error {
  case all(Int, Double, [Int], String, String)
  case none
}

@Gradient @Derivative @Pullback @Autodiff(.reverse, .active, .active)
func root(_ x: Double) throws(Code) -> Double {
  if x < 0 { throw Code(number: 7) }
  return x.squareRoot()
}

@Gradient @Derivative @Pullback
func product(_ x: [Double]) throws(Large) -> Double {
  if x.isEmpty { throw .none }
  if x.count == 1 { throw .all(1, x[0], [3, 4], "five", "a text that is too long for a register or two") }
  return x.reduce(1, *)
}

@Gradient @Pullback
func never(_ x: Double) throws(Never) -> Double { x * x }

func number(_ body: () throws(Code) -> Void) -> Double {
  do { try body() } catch { return Double(error.number) }
  return 0
}

func contents(_ body: () throws(Large) -> Void) -> [Double] {
  do { try body() } catch {
    return switch error {
    case .none: [0]
    case .all(let a, let b, let c, let d, let e): [Double(a), b, Double(c[1]), Double(d.count), Double(e.count)]
    }
  }
  return []
}

do throws(Code) {
  Check.equal("gradient", try rootGradient(4), 0.25)
  Check.equal("derivative", try rootDerivative(4, along: 2).derivative, 0.5)
  Check.equal("shadows", try rootReverse(4, seed: 3).dx, 0.75)
  Check.equal("pullback", try rootPullback(4)(8), 2)
} catch { Check.equal("thrown", 1, 0) }
for _ in 0..<3 {
  Check.equal("gradient throws", number { () throws(Code) in _ = try rootGradient(-1) }, 7)
  Check.equal("derivative throws", number { () throws(Code) in _ = try rootDerivative(-1, along: 1) }, 7)
  Check.equal("shadows throw", number { () throws(Code) in _ = try rootReverse(-1, seed: 1) }, 7)
  Check.equal("pullback throws", number { () throws(Code) in _ = try rootPullback(-1) }, 7)
  let want = [1, 9, 4, 4, 45.0]
  Check.equal("large", contents { () throws(Large) in _ = try productGradient([9]) }, want)
  Check.equal("large, forward", contents { () throws(Large) in _ = try productDerivative([9], along: [1]) }, want)
  Check.equal("large, pulled back", contents { () throws(Large) in _ = try productPullback([9]) }, want)
  Check.equal("small case", contents { () throws(Large) in _ = try productGradient([]) }, [0])
  Check.equal("no error", contents { () throws(Large) in Check.equal("g", try productGradient([2, 5]), [5, 2]) }, [])
}
Check.equal("never", neverGradient(3) + neverPullback(3)(2), 18)
Check.finish()
