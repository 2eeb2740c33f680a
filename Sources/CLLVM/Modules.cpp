// Reading, checking and reshaping whole modules.

#include "CLLVM.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/GlobalAlias.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>

using namespace llvm;

static char *message(const std::string &text) { return LLVMCreateMessage(text.c_str()); }

/// Sets one of LLVM's options, where this LLVM has it.
static void setOption(StringRef name, StringRef value) {
  auto &options = cl::getRegisteredOptions();
  auto entry = options.find(name);
  if (entry != options.end())
    entry->second->addOccurrence(0, entry->first, value);
}

void NBLInitialize(void) {
  static std::once_flag once;
  std::call_once(once, [] {
    InitializeAllTargetInfos();
    InitializeAllTargets();
    InitializeAllTargetMCs();
    InitializeAllAsmPrinters();
    InitializeAllAsmParsers();
    // The upgrade on reading prints to stderr and aborts on invalid IR; `finish` below does the same quietly.
    setOption("disable-auto-upgrade-debug-info", "true");
    // A vector of two that saves one instruction often ties an iteration of a reverse sweep to the one before it.
    setOption("slp-threshold", "1");
  });
}

/// Drops debug information that this LLVM cannot use.
static void finish(Module &module) {
  bool brokenDebugInfo = false;
  unsigned version = getDebugMetadataVersionFromModule(module);
  if (version == DEBUG_METADATA_VERSION) {
    raw_null_ostream nowhere;
    if (verifyModule(module, &nowhere, &brokenDebugInfo))
      return; // Invalid for other reasons: `verify` says so.
  }
  if (version != DEBUG_METADATA_VERSION || brokenDebugInfo)
    StripDebugInfo(module);
}

static LLVMModuleRef parse(LLVMContextRef context, MemoryBufferRef buffer, char **error) {
  NBLInitialize();
  SMDiagnostic diagnostic;
  auto module = parseIR(buffer, diagnostic, *unwrap(context));
  if (!module) {
    std::string text;
    raw_string_ostream stream(text);
    diagnostic.print("", stream, false);
    while (!text.empty() && text.back() == '\n')
      text.pop_back();
    *error = message(text);
    return nullptr;
  }
  finish(*module);
  return wrap(module.release());
}

LLVMModuleRef NBLParseFile(LLVMContextRef context, const char *path, char **error) {
  auto buffer = MemoryBuffer::getFileOrSTDIN(path);
  if (auto code = buffer.getError()) {
    *error = message(std::string(path) + ": " + code.message());
    return nullptr;
  }
  return parse(context, (*buffer)->getMemBufferRef(), error);
}

LLVMModuleRef
NBLParseBytes(LLVMContextRef context, const void *bytes, size_t length, const char *name, char **error) {
  auto buffer = MemoryBuffer::getMemBufferCopy(StringRef(static_cast<const char *>(bytes), length), name);
  return parse(context, buffer->getMemBufferRef(), error);
}

char *NBLVerifyModule(LLVMModuleRef module) {
  std::string text;
  raw_string_ostream stream(text);
  return verifyModule(*unwrap(module), &stream) ? message(text) : nullptr;
}

char *NBLVerifyFunction(LLVMValueRef function) {
  std::string text;
  raw_string_ostream stream(text);
  return verifyFunction(*unwrap<Function>(function), &stream) ? message(text) : nullptr;
}

void NBLResolveAliases(LLVMModuleRef reference) {
  Module &module = *unwrap(reference);
  SmallVector<GlobalAlias *> aliases;
  for (GlobalAlias &alias : module.aliases())
    aliases.push_back(&alias);
  for (GlobalAlias *alias : aliases)
    alias->replaceAllUsesWith(alias->getAliasee());
  for (GlobalAlias *alias : aliases)
    alias->eraseFromParent();
}

void NBLDropComdats(LLVMModuleRef module) {
  for (GlobalObject &object : unwrap(module)->global_objects())
    object.setComdat(nullptr);
}

bool NBLStripDebugInfo(LLVMModuleRef module) { return StripDebugInfo(*unwrap(module)); }

char *NBLDemangle(const char *symbol) { return message(demangle(symbol)); }
