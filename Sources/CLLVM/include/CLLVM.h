// LLVM's C interface, and below it the functions it lacks: thin `extern "C"` wrappers (prefix NBL) over the C++ interface.
// Strings returned as `char *` are owned by the caller and end with LLVMDisposeMessage.

#ifndef NABLA_CLLVM_H
#define NABLA_CLLVM_H

#if !__has_include("llvm-c/Core.h")
#error "LLVM 22 is not installed. Run: sudo apt-get install llvm-22-dev (or set LLVM_PREFIX to an installation of it)"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "llvm-c/Analysis.h"
#include "llvm-c/BitWriter.h"
#include "llvm-c/Core.h"
#include "llvm-c/DebugInfo.h"
#include "llvm-c/Error.h"
#include "llvm-c/Linker.h"
#include "llvm-c/Target.h"
#include "llvm-c/TargetMachine.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Receives one item of a list.
typedef void (*NBLSink)(void *context, void *item);
/// Receives one pair of a mapping.
typedef void (*NBLPairSink)(void *context, LLVMValueRef from, LLVMValueRef to);

/// Bytes owned by LLVM, valid while the object they came from is unchanged.
typedef struct {
  const char *data;
  size_t length;
} NBLString;

// --- Modules (Modules.cpp) ---

/// Registers all targets and sets LLVM's own options: what would print or abort is switched off. Cheap when repeated.
void NBLInitialize(void);
LLVMModuleRef NBLParseFile(LLVMContextRef context, const char *path, char **message);
LLVMModuleRef NBLParseBytes(LLVMContextRef context, const void *bytes, size_t length, const char *name, char **message);
/// Null when valid.
char *NBLVerifyModule(LLVMModuleRef module);
char *NBLVerifyFunction(LLVMValueRef function);
void NBLResolveAliases(LLVMModuleRef module);
void NBLDropComdats(LLVMModuleRef module);
bool NBLStripDebugInfo(LLVMModuleRef module);
char *NBLDemangle(const char *symbol);

// --- Crashes (Crashes.cpp) ---

/// From now on fatal errors and crashes print a message, with this advice, and end the process with code 70.
void NBLReportCrashes(const char *advice);

// --- Passes and code generation (Pipelines.cpp) ---

char *NBLRunPasses(LLVMModuleRef module, LLVMValueRef function, const char *pipeline);
char *NBLOptimize(LLVMModuleRef module, int level, bool vectorize, bool unroll);
char *NBLEmitObject(LLVMModuleRef module, const char *path, int level, bool pic, bool assembly);
char *NBLWriteArchive(const char *path, const char *object);

// --- Just-in-time compilation (JIT.cpp) ---

typedef struct NBLOpaqueJIT *NBLJITRef;
/// Compiles a copy of the module, in a context of its own.
NBLJITRef NBLCreateJIT(LLVMModuleRef module, char **message);
uint64_t NBLJITLookup(NBLJITRef jit, const char *symbol, char **message);
void NBLDisposeJIT(NBLJITRef jit);

// --- Values (Values.cpp) ---

LLVMValueRef NBLConstantInt(LLVMTypeRef type, int64_t value);
LLVMValueRef NBLConstantFP(LLVMTypeRef type, double value);
LLVMValueRef NBLConstantAggregate(LLVMTypeRef type, LLVMValueRef *elements, size_t count);
bool NBLSignedConstant(LLVMValueRef value, int64_t *result);
bool NBLUnsignedConstant(LLVMValueRef value, uint64_t *result);
bool NBLRawBytes(LLVMValueRef value, NBLString *result);
LLVMValueRef NBLAggregateElement(LLVMValueRef value, unsigned index);
unsigned NBLOperandCount(LLVMValueRef value);
LLVMUseRef NBLFirstUse(LLVMValueRef value);
unsigned NBLUseOperandIndex(LLVMUseRef use);
void NBLEraseGlobal(LLVMValueRef global);
void NBLDeleteBody(LLVMValueRef function);
unsigned NBLScalableMinimumCount(LLVMTypeRef type);

// --- Instructions (Instructions.cpp) ---

typedef enum {
  NBLFlagNUW,
  NBLFlagNSW,
  NBLFlagExact,
  NBLFlagInBounds,
  NBLFlagNonNegative,
  NBLFlagDisjoint,
  NBLFlagVolatile,
} NBLFlag;
bool NBLGetFlag(LLVMValueRef instruction, NBLFlag flag);
void NBLSetFlag(LLVMValueRef instruction, NBLFlag flag, bool value);
uint64_t NBLGetAlignment(LLVMValueRef value);
bool NBLIsSwiftError(LLVMValueRef alloca);
void NBLSetSwiftError(LLVMValueRef alloca, bool value);
void NBLSetAlignment(LLVMValueRef value, uint64_t bytes);
uint32_t NBLGetFastMathFlags(LLVMValueRef instruction);
void NBLSetFastMathFlags(LLVMValueRef instruction, uint32_t flags);
void NBLBuilderSetFastMathFlags(LLVMBuilderRef builder, uint32_t flags);
uint32_t NBLBuilderGetFastMathFlags(LLVMBuilderRef builder);
void NBLBuilderPositionBefore(LLVMBuilderRef builder, LLVMValueRef instruction);
void NBLBuilderPositionAtFirstNonPhi(LLVMBuilderRef builder, LLVMBasicBlockRef block);
LLVMValueRef NBLFirstNonPhi(LLVMBasicBlockRef block);

/// Puts a number in place of the address of a block wherever that is used.
void NBLReplaceBlockAddress(LLVMBasicBlockRef block, uint64_t number);
void NBLInsertBefore(LLVMValueRef instruction, LLVMValueRef position);
void NBLInsertAtEnd(LLVMValueRef instruction, LLVMBasicBlockRef block);
void NBLMoveBefore(LLVMValueRef instruction, LLVMValueRef position);
void NBLSetIncomingBlock(LLVMValueRef phi, unsigned index, LLVMBasicBlockRef block);
void NBLRemoveIncoming(LLVMValueRef phi, LLVMBasicBlockRef block);
unsigned NBLSwitchCaseCount(LLVMValueRef instruction);
LLVMValueRef NBLSwitchCase(LLVMValueRef instruction, unsigned index, LLVMBasicBlockRef *block);
bool NBLIsAtomic(LLVMValueRef instruction);
LLVMAtomicOrdering NBLOrdering(LLVMValueRef instruction);
bool NBLMayReadMemory(LLVMValueRef instruction);
bool NBLMayWriteMemory(LLVMValueRef instruction);
bool NBLMayHaveSideEffects(LLVMValueRef instruction);
LLVMValueRef NBLConvertInvokeToCall(LLVMValueRef invoke);
LLVMValueRef NBLConvertCallToInvoke(LLVMValueRef call, LLVMBasicBlockRef unwind);
LLVMBasicBlockRef NBLSplitBlockBefore(LLVMValueRef instruction, const char *name);

// --- Attributes; `value` is a function or a call (Attributes.cpp) ---

LLVMAttributeRef NBLGetAttribute(LLVMValueRef value, unsigned index, const char *name);
void NBLRemoveAttribute(LLVMValueRef value, unsigned index, const char *name);
void NBLAddAttribute(LLVMValueRef value, unsigned index, LLVMAttributeRef attribute);
void NBLListAttributes(LLVMValueRef value, unsigned index, void *context, NBLSink sink);
void NBLCopyFunctionAttributes(LLVMValueRef target, LLVMValueRef source, bool parameters);
NBLString NBLAttributeName(LLVMAttributeRef attribute);
char *NBLAttributeDescription(LLVMAttributeRef attribute);
bool NBLAttributeIsInteger(LLVMAttributeRef attribute);

// --- Metadata and debug information (Metadata.cpp) ---

LLVMMetadataRef NBLGetMetadata(LLVMValueRef value, const char *kind);
void NBLSetMetadata(LLVMValueRef value, const char *kind, LLVMMetadataRef node);
void NBLCopyMetadata(LLVMValueRef target, LLVMValueRef source, const char *kind);
unsigned NBLMetadataOperandCount(LLVMMetadataRef node);
typedef enum { NBLMetadataNull, NBLMetadataString, NBLMetadataNode, NBLMetadataConstant, NBLMetadataOther } NBLMetadataKind;
NBLMetadataKind NBLMetadataOperand(LLVMMetadataRef node, unsigned index, NBLString *string, void **object);
char *NBLMetadataDescription(LLVMMetadataRef node);
/// A list with one new scope, for `alias.scope` and `noalias`, which holds from the entry of the function on once declared.
LLVMMetadataRef NBLCreateAliasScope(LLVMValueRef function, const char *name);
void NBLDeclareAliasScope(LLVMValueRef function, LLVMMetadataRef scope);
bool NBLTBAAAccessTypeName(LLVMValueRef instruction, NBLString *name);
unsigned NBLTBAAStructCount(LLVMValueRef instruction);
bool NBLTBAAStructField(LLVMValueRef instruction, unsigned index, uint64_t *offset, uint64_t *size, NBLString *name);

typedef struct {
  unsigned line;
  unsigned column;
  NBLString directory;
  NBLString file;
  NBLString function;
  NBLString linkageName;
} NBLSourceLocation;
/// `depth` 0 is the location itself, 1 where that was inlined, and so on.
bool NBLDebugLocation(LLVMValueRef instruction, unsigned depth, NBLSourceLocation *result);
bool NBLSubprogram(LLVMValueRef function, NBLSourceLocation *result);
/// What the debug information says of a parameter's type; sizes in bytes.
typedef struct {
  bool isAggregate;
  uint64_t size;
  uint64_t alignment;
} NBLParameterShape;
/// A parameter as the source has it; false behind the last one and without debug information.
bool NBLParameterShapeAt(LLVMValueRef function, unsigned index, NBLParameterShape *result);
/// The string of a metadata operand such as `metadata !"text"`.
bool NBLMetadataStringValue(LLVMValueRef value, NBLString *result);
void NBLCopyDebugLocation(LLVMValueRef target, LLVMValueRef source);

// --- Types in debug information (DebugTypes.cpp) ---

/// Receives a pointer and the type of a variable: of the one that holds it or, if `isAddress`, of the one it leads to.
typedef void (*NBLVariableSink)(void *context, LLVMValueRef pointer, bool isAddress, LLVMMetadataRef type);
void NBLListVariables(LLVMValueRef function, void *context, NBLVariableSink sink);
typedef enum {
  NBLDebugOther, NBLDebugInteger, NBLDebugCharacter, NBLDebugByte, NBLDebugFloat, NBLDebugComplex, NBLDebugPointer,
  NBLDebugArray, NBLDebugRecord, NBLDebugUnion
} NBLDebugTypeKind;
typedef struct {
  NBLDebugTypeKind kind;
  uint64_t size;
  NBLString name;
  /// Of pointers and arrays; may be null.
  LLVMMetadataRef element;
  uint64_t count;
} NBLDebugType;
/// Names and qualifiers are looked through.
bool NBLReadDebugType(LLVMMetadataRef type, NBLDebugType *result);
typedef void (*NBLMemberSink)(void *context, uint64_t offset, LLVMMetadataRef type);
void NBLListMembers(LLVMMetadataRef record, void *context, NBLMemberSink sink);

// --- Cloning (Cloning.cpp) ---

LLVMValueRef NBLCloneFunction(LLVMValueRef function, const char *name);
void NBLCloneBody(
    LLVMValueRef source, LLVMValueRef target, LLVMValueRef *from, LLVMValueRef *to, size_t count, void *context,
    NBLPairSink sink);

// --- Variables of large functions (Variables.cpp) ---

typedef struct {
  /// An `alloca` that is only loaded and stored as a whole.
  LLVMValueRef variable;
  /// Where it is cleared for the last time before it is used anew, or null.
  LLVMBasicBlockRef home;
  /// Zero is stored first of all, and zero is what it holds whenever it is not in use.
  bool isZeroed;
  /// It may be in use when a loop around `home` comes to its next iteration.
  bool isCarried;
} NBLVariable;
void NBLPromoteVariables(LLVMValueRef function, const NBLVariable *variables, size_t count);

// --- Analyses (Analyses.cpp) ---

typedef struct NBLOpaqueAnalyses *NBLAnalysesRef;
NBLAnalysesRef NBLCreateAnalyses(LLVMValueRef function);
void NBLDisposeAnalyses(NBLAnalysesRef analyses);
void NBLInvalidateAnalyses(NBLAnalysesRef analyses);
LLVMBasicBlockRef NBLImmediateDominator(NBLAnalysesRef analyses, LLVMBasicBlockRef block);
bool NBLDominates(NBLAnalysesRef analyses, LLVMBasicBlockRef a, LLVMBasicBlockRef b);
bool NBLInstructionDominates(NBLAnalysesRef analyses, LLVMValueRef definition, LLVMValueRef user);
bool NBLPostDominates(NBLAnalysesRef analyses, LLVMBasicBlockRef a, LLVMBasicBlockRef b);

typedef enum { NBLLoopBlocks, NBLLoopExiting, NBLLoopExits, NBLLoopLatches } NBLLoopList;
typedef enum { NBLLoopHeader, NBLLoopLatch, NBLLoopPreheader } NBLLoopBlock;
unsigned NBLLoopCount(NBLAnalysesRef analyses);
int NBLLoopParent(NBLAnalysesRef analyses, unsigned loop);
unsigned NBLLoopDepth(NBLAnalysesRef analyses, unsigned loop);
LLVMBasicBlockRef NBLLoopGetBlock(NBLAnalysesRef analyses, unsigned loop, NBLLoopBlock which);
void NBLLoopListBlocks(NBLAnalysesRef analyses, unsigned loop, NBLLoopList which, void *context, NBLSink sink);
int NBLLoopOf(NBLAnalysesRef analyses, LLVMBasicBlockRef block);
LLVMValueRef NBLExpandExitCount(NBLAnalysesRef analyses, unsigned loop, LLVMBasicBlockRef exiting);
unsigned NBLConstantMaxTripCount(NBLAnalysesRef analyses, unsigned loop);
bool NBLIsIrreducible(NBLAnalysesRef analyses);
bool NBLMayAlias(NBLAnalysesRef analyses, LLVMValueRef a, LLVMValueRef b);
/// Bit 0: may read, bit 1: may write the object behind `pointer`.
unsigned NBLModRef(NBLAnalysesRef analyses, LLVMValueRef instruction, LLVMValueRef pointer);
/// An instruction, a block (several definitions meet at its start), or null: nothing in the function.
LLVMValueRef NBLClobber(NBLAnalysesRef analyses, LLVMValueRef access);
bool NBLPointerMayBeCaptured(LLVMValueRef pointer, bool returnCaptures);
LLVMValueRef NBLUnderlyingObject(LLVMValueRef pointer);
bool NBLLibraryFunctionName(LLVMValueRef function, NBLString *name);

#ifdef __cplusplus
}
#endif

#endif
