// Springs: their energy in C, and the friction that slows them in C++.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

double spring_energy(const double *lengths, int count, double stiffness);

/// The work of friction over a distance at the given speed.
double friction_work(double speed, double distance);

#ifdef __cplusplus
}
#endif
