// What the functions behind `gradient(at:of:)` call where nothing has been differentiated: see requests.c and sites.c.
#pragma once

void nabla_request_reverse(void);
void nabla_request_forward(void);

// Whether a derivative of the calling code is being made.
int nabla_is_differentiated(void);

// A place where a derivative is asked for, and the function that is called there.
struct nabla_site {
  const char *file;
  long file_size;
  long line;
  long column;
  const char *detail;
  long detail_size;
  void *entry;
};

// Makes places known; called before the program starts by what `nabla derivatives` has made. The places stay where
// they are.
void nabla_register_sites(const struct nabla_site *sites, long count);
