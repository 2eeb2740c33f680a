// What the functions behind `gradient(at:of:)` call where nothing has been differentiated: see requests.c.
#pragma once

void nabla_request_reverse(void);
void nabla_request_forward(void);
