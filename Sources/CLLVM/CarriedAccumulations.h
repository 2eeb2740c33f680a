// See CarriedAccumulations.cpp.

#pragma once

#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"

struct CarriedAccumulationsPass : llvm::PassInfoMixin<CarriedAccumulationsPass> {
  llvm::PreservedAnalyses run(
      llvm::Loop &loop, llvm::LoopAnalysisManager &manager, llvm::LoopStandardAnalysisResults &results,
      llvm::LPMUpdater &updater);
};
