// The energy of a chain of springs, in C.
#pragma once

double spring_energy(const double *lengths, int count, double stiffness);
