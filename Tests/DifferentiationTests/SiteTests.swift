import Differentiation
import LLVM
import Testing

/// Which places of derivatives of closures code that is compiled elsewhere can call, and which are refused.
struct SiteTests {
  /// A module `M` with one place; `closure` is the closure's symbol, `code` what is passed.
  private static func program(closure: String = "$s1M1fyyFS2dXEfU_TA", code: String? = nil, work: String = "null")
    -> String
  {
    """
    @file = private constant [9 x i8] c"M/a.swift"
    @detail = private constant [3 x i8] c"1:2"

    declare swiftcc void @nabla_site1(ptr, ptr, ptr, ptr, i64, i64, i8, i64, i64, i64, i64, i8, ptr, ptr, ptr swiftself, ptr swifterror)

    define internal swiftcc void @"\(closure)"(ptr %result, ptr %x, ptr swiftself %context, ptr swifterror %error) {
      ret void
    }

    define internal swiftcc void @work(ptr %code, ptr %context, ptr %arguments, ptr %result, ptr swiftself %self, ptr swifterror %error) {
      ret void
    }

    define swiftcc void @"$s1M1fyyF"(ptr %unknown, ptr %context) {
      %error = alloca swifterror ptr
      call swiftcc void @nabla_site1(ptr \(code ?? "@\"\(closure)\""), ptr %context, ptr null, ptr null, i64 ptrtoint (ptr @file to i64), i64 9, i8 2, i64 3, i64 4, i64 ptrtoint (ptr @detail to i64), i64 3, i8 2, ptr @work, ptr \(work), ptr swiftself undef, ptr swifterror %error)
      ret void
    }

    """
  }

  private static func sites(_ text: String, of name: String = "M") throws -> [ClosureSite] {
    let module = try Module.parse(text: text, in: Context())
    let sites = try openClosureSites(in: module, of: name) { _ in true }
    try module.verify()
    #expect(module.function(named: "nabla_site1") == nil)
    for site in sites { #expect(module.function(named: site.entry)?.parameters.count == 5) }
    return sites
  }

  @Test func placesHaveEntries() throws {
    let sites = try Self.sites(Self.program())
    #expect(sites.map { "\($0.file):\($0.line):\($0.column) \($0.detail)" } == ["M/a.swift:3:4 1:2"])
  }

  @Test func placesOfOtherModulesAreTheirs() throws {
    #expect(try Self.sites(Self.program(), of: "N").isEmpty)
  }

  @Test(arguments: [
    program(code: "%unknown"), program(closure: "$s1M1fyyFS2dXEfU_Sd_TG5TA"),
    program(closure: "$s1M1fyyFS2dXEfU_Sd_Tt1g5"),
    program(work: "@work"),
  ])
  func unknownAndGenericFunctionsAreRefused(program: String) throws {
    #expect(throws: DifferentiationFailure.self) { try Self.sites(program) }
  }
}
