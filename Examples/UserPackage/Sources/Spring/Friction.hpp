// Friction that grows with the speed.
#pragma once

class Friction {
public:
  explicit Friction(double speed) : speed(speed) {}
  double force() const;

private:
  double speed;
};
