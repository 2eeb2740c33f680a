#include "Friction.hpp"

#include <cmath>

double Friction::force() const { return 0.3 * std::tanh(4 * speed) + 0.1 * speed * speed; }
