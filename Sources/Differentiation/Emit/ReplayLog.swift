// Tangents of a past execution (`__enzyme_fwdsplit`): the primal is not run again, since the memory it worked on may have
// changed. The augmented primal logs what came out of memory and out of calls, in order; the tangent sweep computes
// everything else anew and takes these from the log.

import LLVM

extension FunctionModel {
  /// True if the instruction must not run again: it touches memory or calls something that is not differentiated.
  func isLogged(_ id: ValueID, _ activity: ActivityFacts) -> Bool {
    let value = values[id]
    switch value.operation {
    case .load, .store, .alloca, .inert, .unsupported: return true
    case .call(.function(let g)): return activity.isInert(g)
    case .call: return true
    case .rule(let rule): return rule.operands.contains(.pointer)
    default: return false
    }
  }
}

extension ReverseEmitter {
  /// Logs results behind the instructions of the forward sweep.
  func logResults() {
    for block in model.order {
      for id in model.blocks[block].instructions where model.isLogged(id, activity) && !copies[id].type.isVoid {
        position(after: id)
        let entry = builder.call(support.logPush, [tape.memory, logSize(id)])
        builder.store(copies[id], entry, alignment: 1)
      }
    }
  }
}

extension ForwardEmitter {
  /// Takes the results of the primal from the log and removes what it did.
  func replay(from tape: Value) {
    for block in model.order {
      for id in model.blocks[block].instructions where model.isLogged(id, activity) {
        let copy = copies[id]
        if !copy.type.isVoid {
          builder.position(before: copy)
          let entry = builder.call(support.logNext, [tape, logSize(id)])
          let result = builder.load(copy.type, entry, alignment: 1)
          copy.replaceAllUses(with: result)
          replaceCopy(id, with: result)
        }
        copy.erase()
      }
    }
  }
}

extension SweepEmitter {
  fileprivate func logSize(_ id: ValueID) -> Value {
    support.integerType(64).constant(program.names.types.layout.storeSize(of: copies[id].type))
  }
}
