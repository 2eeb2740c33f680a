// Strings, streams and static objects beside the numbers: they carry no derivatives and do not disturb.
#include "check.hpp"
#include <map>
#include <sstream>
#include <string>
#include <vector>

struct Particle {
  std::string name;
  double mass;
  double velocity[3];
};

static const std::vector<double> &weights() {
  static const std::vector<double> weights = {0.1, 0.2, 0.3, 0.4};
  return weights;
}

double f(const double *x, int n) {
  std::vector<Particle> particles;
  for (int i = 0; i < n; i++) {
    particles.push_back({"particle number " + std::to_string(i), x[i], {x[i], x[(i + 1) % n], 1}});
  }
  double energy = 0;
  std::map<std::string, double> byName;
  for (auto &particle : particles) {
    const double *v = particle.velocity;
    energy += 0.5 * particle.mass * (v[0] * v[0] + v[1] * v[1]) * particle.name.size();
    byName[particle.name] += energy * weights()[byName.size() % 4];
  }
  std::ostringstream log;
  log << "energy " << energy << " of " << n << " particles";
  return log.str().empty() ? 0 : energy * byName["particle number 2"];
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)
