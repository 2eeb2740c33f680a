// Pass pipelines and code generation, with the target machine of the module's triple where LLVM has one.

#include "CLLVM.h"
#include "CarriedAccumulations.h"

#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassInstrumentation.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include <memory>

using namespace llvm;

static char *message(const std::string &text) { return LLVMCreateMessage(text.c_str()); }

/// Null (and the reason in `error`) when LLVM knows no such target.
static std::unique_ptr<TargetMachine>
targetMachine(const Module &module, CodeGenOptLevel level, bool pic, std::string &error) {
  NBLInitialize();
  Triple triple = module.getTargetTriple();
  if (triple.str().empty())
    triple = Triple(sys::getDefaultTargetTriple());
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return nullptr;
  TargetOptions options;
  // Constructors of global objects in `.init_array`, where today's C libraries look for them.
  options.UseInitArray = true;
  return std::unique_ptr<TargetMachine>(target->createTargetMachine(
      triple, "", "", options, pic ? std::optional<Reloc::Model>(Reloc::PIC_) : std::nullopt, std::nullopt, level));
}

/// LLVM before pull request 206451 drops a memmove whose source reaches beyond the bytes that a memset before it set.
static bool confusesMemCpyOpt(const Function &function) {
  bool sets = false, moves = false;
  for (const Instruction &instruction : instructions(function)) {
    sets |= isa<MemSetInst>(instruction);
    moves |= isa<MemMoveInst>(instruction);
  }
  return sets && moves;
}

/// The time that the vectoriser of straight-line code takes grows faster than the function: beyond this it is not worth it.
constexpr unsigned slpLimit = 25'000;

static bool shouldRun(StringRef pass, Any unit) {
  auto *function = any_cast<const Function *>(&unit);
  if (!function)
    return true;
  if (pass == "MemCpyOptPass")
    return !confusesMemCpyOpt(**function);
  if (pass == "SLPVectorizerPass")
    return (*function)->getInstructionCount() <= slpLimit;
  return true;
}

namespace {
/// A pass builder and the four analysis managers it needs.
struct Passes {
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  PassInstrumentationCallbacks callbacks;
  PassBuilder builder;

  Passes(TargetMachine *machine, PipelineTuningOptions tuning) : builder(machine, tuning, std::nullopt, &callbacks) {
    callbacks.registerShouldRunOptionalPassCallback(shouldRun);
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
  }
};
} // namespace

char *NBLRunPasses(LLVMModuleRef reference, LLVMValueRef function, const char *pipeline) {
  Function *onlyFunction = function ? unwrap<Function>(function) : nullptr;
  Module &module = onlyFunction ? *onlyFunction->getParent() : *unwrap(reference);
  std::string ignored;
  auto machine = targetMachine(module, CodeGenOptLevel::Default, true, ignored);
  Passes passes(machine.get(), PipelineTuningOptions());
  if (onlyFunction) {
    FunctionPassManager manager;
    if (auto error = passes.builder.parsePassPipeline(manager, pipeline))
      return message(toString(std::move(error)));
    manager.run(*onlyFunction, passes.functions);
  } else {
    ModulePassManager manager;
    if (auto error = passes.builder.parsePassPipeline(manager, pipeline))
      return message(toString(std::move(error)));
    manager.run(module, passes.modules);
  }
  return nullptr;
}

char *NBLOptimize(LLVMModuleRef reference, int level, bool vectorize, bool unroll) {
  Module &module = *unwrap(reference);
  std::string ignored;
  auto machine = targetMachine(module, CodeGenOptLevel::Default, true, ignored);
  PipelineTuningOptions tuning;
  tuning.LoopVectorization = vectorize;
  tuning.LoopInterleaving = vectorize;
  tuning.SLPVectorization = vectorize;
  tuning.LoopUnrolling = unroll;
  Passes passes(machine.get(), tuning);
  passes.builder.registerLateLoopOptimizationsEPCallback(
      [](LoopPassManager &manager, OptimizationLevel) { manager.addPass(CarriedAccumulationsPass()); });
  if (level <= 0)
    passes.builder.buildO0DefaultPipeline(OptimizationLevel::O0).run(module, passes.modules);
  else
    passes.builder
        .buildPerModuleDefaultPipeline(
            level == 1   ? OptimizationLevel::O1
            : level == 2 ? OptimizationLevel::O2
                         : OptimizationLevel::O3)
        .run(module, passes.modules);
  return nullptr;
}

char *NBLEmitObject(LLVMModuleRef reference, const char *path, int level, bool pic, bool assembly) {
  Module &module = *unwrap(reference);
  std::string error;
  // Never `None`: its fast instruction selector passes wrong arguments behind the error register of Swift functions.
  CodeGenOptLevel codeLevel = level <= 1   ? CodeGenOptLevel::Less
                              : level == 2 ? CodeGenOptLevel::Default
                                           : CodeGenOptLevel::Aggressive;
  auto machine = targetMachine(module, codeLevel, pic, error);
  if (!machine)
    return message(error);
  if (module.getTargetTriple().str().empty())
    module.setTargetTriple(machine->getTargetTriple());
  module.setDataLayout(machine->createDataLayout());
  std::error_code code;
  raw_fd_ostream stream(path, code, sys::fs::OF_None);
  if (code)
    return message(std::string(path) + ": " + code.message());
  legacy::PassManager manager;
  auto kind = assembly ? CodeGenFileType::AssemblyFile : CodeGenFileType::ObjectFile;
  if (machine->addPassesToEmitFile(manager, stream, nullptr, kind))
    return message("this target cannot emit a file of that kind");
  manager.run(module);
  stream.flush();
  if (stream.has_error()) {
    std::string reason = stream.error().message();
    stream.clear_error();
    return message(std::string(path) + ": " + reason);
  }
  return nullptr;
}
