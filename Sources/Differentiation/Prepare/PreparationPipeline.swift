// The passes that make primal functions small before they are differentiated: LLVM's -O2, spelled out, without what
// helps a processor but hinders a derivative:
//
// - No vectorising and no unrolling: both come after differentiation, for the primal and its derivative.
// - No load is moved from an iteration into the one before it (load-PRE, loop-load-elim): a value that the reverse sweep
//   could load again would become one that is carried, which it must keep on the tape.
// - No lookup tables, jump-threaded library calls or split divisions: they only blur what the program computes.

/// The text of a pipeline of module passes.
let preparationPipeline: String = {
  let simplifyEarly = "simplifycfg"
  let simplify = "simplifycfg<switch-range-to-icmp>"
  let combine = "instcombine<no-verify-fixpoint>"
  let clean = ["lower-expect", simplifyEarly, "sroa", "early-cse"]
  let scalars = [
    "sroa", "early-cse<memssa>", "jump-threading", "correlated-propagation", simplify, combine,
    "aggressive-instcombine",
    "tailcallelim", simplify, "reassociate", "constraint-elimination",
  ]
  let loops = [
    "loop-mssa(loop-instsimplify,loop-simplifycfg,licm<no-allowspeculation>,loop-rotate,licm,simple-loop-unswitch)",
    simplify, combine, "loop(loop-idiom,indvars,loop-deletion)",
  ]
  let memory = [
    "sroa", "mldst-motion", "gvn<no-load-pre>", "sccp", "bdce", combine, "jump-threading", "correlated-propagation",
    "adce", "memcpyopt", "dse", "loop-mssa(licm)", "simplifycfg<hoist-common-insts;sink-common-insts>", combine,
  ]
  let component = ["inline", "function-attrs", "function(" + (scalars + loops + memory).joined(separator: ",") + ")"]
  return [
    "forceattrs", "inferattrs", "function(" + clean.joined(separator: ",") + ")", "ipsccp", "called-value-propagation",
    "globalopt", "function(mem2reg,\(combine),\(simplify))", "always-inline", "require<globals-aa>",
    "cgscc(devirt<4>(" + component.joined(separator: ",") + "))", "deadargelim", "globalopt", "globaldce",
    "rpo-function-attrs",
    "function(float2int,lower-constant-intrinsics,loop(loop-rotate,loop-deletion),\(combine),\(simplify))",
  ].joined(separator: ",")
}()
