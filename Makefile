# The two commands of the README are `make demo` and `make test`; both install what is missing or say what to install.

SWIFT ?= swift
NABLA := .build/debug/nabla
PREFIX ?= /usr/local
FORMATTED := Package.swift Sources Tests Examples $(wildcard Benchmarks)

.PHONY: demo test setup build examples format lint install clean

# Differentiates and runs the Gaussian mixture example on its data. The debug build suffices: the tool is fast enough,
# the program and its derivative are optimised anyway, and `make test` uses the same build.
demo: setup
	$(SWIFT) build --product nabla
	$(NABLA) run Examples/GaussianMixture/*.swift -- Examples/GaussianMixture/data/gmm_1k_d10_K25.json

# All tests, and the examples, which check their own results.
test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	Scripts/run-examples $(NABLA)

setup:
	@Scripts/setup

# The command, optimised: .build/release/nabla
build: setup
	$(SWIFT) build -c release --product nabla

examples: setup
	$(SWIFT) build --product nabla
	Scripts/run-examples $(NABLA)

format:
	$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

# Style, and warnings as errors.
lint: setup
	$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)
	NABLA_STRICT=1 $(SWIFT) build --build-tests

# The command, the sources of the library that it compiles for programs without a package, and the C and C++ headers.
install: build
	install -D .build/release/nabla $(DESTDIR)$(PREFIX)/bin/nabla
	mkdir -p $(DESTDIR)$(PREFIX)/share/nabla
	cp -R Sources/Nabla $(DESTDIR)$(PREFIX)/share/nabla/
	mkdir -p $(DESTDIR)$(PREFIX)/include
	cp -R include/nabla include/enzyme $(DESTDIR)$(PREFIX)/include/

clean:
	$(SWIFT) package clean
