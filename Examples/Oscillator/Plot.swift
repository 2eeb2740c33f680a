// A small plot as SVG: curves and points over time.

struct Plot {
  var width = 720.0
  var height = 360.0
  private let margin = 40.0
  private let xRange: ClosedRange<Double>
  private let yRange: ClosedRange<Double>
  private var shapes: [String] = []

  init(x: ClosedRange<Double>, y: ClosedRange<Double>) {
    xRange = x
    yRange = y
  }

  mutating func addCurve(_ points: [(x: Double, y: Double)], color: String, label: String) {
    let path = points.map { place($0) }.joined(separator: " ")
    shapes.append("<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\"/>")
    addLabel(label, color)
  }

  mutating func addPoints(_ points: [(x: Double, y: Double)], color: String, label: String) {
    for point in points {
      let parts = place(point).split(separator: ",")
      shapes.append("<circle cx=\"\(parts[0])\" cy=\"\(parts[1])\" r=\"3\" fill=\"\(color)\"/>")
    }
    addLabel(label, color)
  }

  private var labels = 0

  private mutating func addLabel(_ text: String, _ color: String) {
    let y = margin + 16 * Double(labels)
    shapes.append("<text x=\"\(width - 180)\" y=\"\(y)\" fill=\"\(color)\">\(text)</text>")
    labels += 1
  }

  /// The text of the image.
  var svg: String {
    let zero = place((xRange.lowerBound, 0)).split(separator: ",")[1]
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="13">
      <rect width="100%" height="100%" fill="white"/>
      <line x1="\(margin)" y1="\(zero)" x2="\(width - margin)" y2="\(zero)" stroke="gray"/>
      <line x1="\(margin)" y1="\(margin)" x2="\(margin)" y2="\(height - margin)" stroke="gray"/>
      <text x="\(width - margin - 60)" y="\(height - margin + 20)" fill="gray">time in s</text>
      <text x="\(margin)" y="\(margin - 12)" fill="gray">position in m</text>
      \(ticks.joined(separator: "\n"))
      \(shapes.joined(separator: "\n"))
      </svg>

      """
  }

  /// The numbers along both axes.
  private var ticks: [String] {
    let times = stride(from: xRange.lowerBound, through: xRange.upperBound, by: 2).map { x in
      "<text x=\"\(place((x, 0)).split(separator: ",")[0])\" y=\"\(height - margin + 4)\" fill=\"gray\">\(Int(x))</text>"
    }
    let positions = [yRange.lowerBound, yRange.upperBound].map { y in
      "<text x=\"\(margin - 24)\" y=\"\(place((0, y)).split(separator: ",")[1])\" fill=\"gray\">\(Int(y))</text>"
    }
    return times + positions
  }

  private func place(_ point: (x: Double, y: Double)) -> String {
    let x = (point.x - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound)
    let y = (point.y - yRange.lowerBound) / (yRange.upperBound - yRange.lowerBound)
    return "\(rounded(margin + x * (width - 2 * margin))),\(rounded(height - margin - y * (height - 2 * margin)))"
  }

  private func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
