// From a primal and its activities to the engine's request.

extension Primal {
  /// The request for a derivative of this function.
  func engineRequest(
    _ request: MacroRequest, mode: Mode, width: Int = 1, name: String, inputs: [EngineRequest.SlotActivity],
    result resultActivity: EngineRequest.SlotActivity
  ) -> EngineRequest {
    var slots = zip(parameters, inputs).map { parameter, activity in
      EngineRequest.Slot(type: parameter.type.storageText, isMutable: parameter.isInout, activity: activity)
    }
    if let result {
      slots.append(EngineRequest.Slot(type: result.storageText, isMutable: true, activity: resultActivity))
    }
    return EngineRequest(
      mode: mode, width: width, symbol: request.uniqueName(name), markerName: request.uniqueName(name + "Request"),
      slots: slots, primalCall: pointerCall, hasResult: result != nil, throwsClause: throwsClause,
      staticKeyword: enclosingType == nil ? "" : "static ", attributes: deprecation,
      section: request.targetsMachO ? "__DATA,ad_markers" : "ad_markers")
  }

  /// The engine function as wrappers name it: qualified by the type within instance methods.
  func engineFunction(_ engine: EngineRequest) -> String {
    isInstanceMethod ? "Self.\(engine.symbol)" : engine.symbol
  }
}
