// Which bytes may stand where. Bytes above 127 belong to identifiers: signatures do not use Unicode operators.

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func isIdentifierStart(_ byte: UInt8) -> Bool {
  (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
    || byte == UInt8(ascii: "_") || byte >= 128
}

func isIdentifierPart(_ byte: UInt8) -> Bool {
  isIdentifierStart(byte) || isDigit(byte) || byte == UInt8(ascii: "$")
}

func isPunctuation(_ byte: UInt8) -> Bool { "()[]{},:;.@#\\".utf8.contains(byte) }

func isOperator(_ byte: UInt8) -> Bool { "+-*/%=<>!&|^~?".utf8.contains(byte) }

/// Whether an operand may end with `byte`, so that a `?` or `!` right after it is postfix.
func endsOperand(_ byte: UInt8) -> Bool { isIdentifierPart(byte) || ")]>?!}`\"".utf8.contains(byte) }
