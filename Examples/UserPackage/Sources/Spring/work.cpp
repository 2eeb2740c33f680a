#include "Friction.hpp"
#include "Spring.h"

double friction_work(double speed, double distance) { return Friction(speed).force() * distance; }
