// Derivatives of Rust functions by the convention of C: both modes against differences.

use std::ffi::c_void;
extern "C" {
    fn __enzyme_autodiff(f: *const c_void, ...) -> f64;
    fn __enzyme_fwddiff(f: *const c_void, ...) -> f64;
    static enzyme_dup: i32;
    static enzyme_const: i32;
    static enzyme_out: i32;
}
extern "C" fn square(x: f64) -> f64 {
    x * x
}
extern "C" fn rosenbrock(x: *const f64, n: usize) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n) };
    x.windows(2)
        .map(|w| (1.0 - w[0]).powi(2) + 100.0 * (w[1] - w[0] * w[0]).powi(2))
        .sum()
}
extern "C" fn boxed(x: f64) -> f64 {
    let v: Vec<f64> = (0..10).map(|i| x * i as f64).collect();
    v.iter().map(|a| a.sin()).fold(0.0, |a, b| a + b * b)
}
extern "C" fn matched(x: f64) -> f64 {
    let o = if x > 0.0 { Some(x * x) } else { None };
    match o {
        Some(v) => v * x.exp(),
        None => x,
    }
}
struct Circle(f64);
trait Shape {
    fn area(&self) -> f64;
}
impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.0 * self.0
    }
}
struct Rect(f64, f64);
impl Shape for Rect {
    fn area(&self) -> f64 {
        self.0 * self.1
    }
}
extern "C" fn shapes(x: f64) -> f64 {
    let v: Vec<Box<dyn Shape>> = vec![Box::new(Circle(x)), Box::new(Rect(x, x * x))];
    v.iter().map(|s| s.area()).sum()
}
extern "C" fn sorted(x: f64) -> f64 {
    let mut v = vec![3.0 * x, x, x * x];
    v.sort_by(|a, b| a.partial_cmp(b).unwrap());
    v[0] + 2.0 * v[1] + 3.0 * v[2]
}
extern "C" fn pushed(x: f64) -> f64 {
    let mut v = Vec::new();
    for i in 0..20 {
        v.push(x * i as f64);
    }
    let w: Vec<f64> = v.iter().zip(v.iter().rev()).map(|(a, b)| a * b).collect();
    w.iter().sum::<f64>() + v[3] * v.len() as f64
}
extern "C" fn matrix(x: f64) -> f64 {
    let a: Vec<Vec<f64>> = (0..3).map(|i| (0..3).map(|j| x + (i * j) as f64).collect()).collect();
    let mut c = vec![vec![0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            for k in 0..3 {
                c[i][j] += a[i][k] * a[k][j];
            }
        }
    }
    c[0][2] * c[1][1]
}
extern "C" fn closure(x: f64) -> f64 {
    let f: Box<dyn Fn(f64) -> f64> = Box::new(move |y| x * y * y);
    f(x) + f(2.0)
}
#[derive(Clone, Copy)]
struct V3 {
    x: f64,
    y: f64,
    z: f64,
}
impl std::ops::Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        V3 {
            x: self.x + o.x,
            y: self.y + o.y,
            z: self.z + o.z,
        }
    }
}
impl V3 {
    fn dot(self, o: V3) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }
}
extern "C" fn vecs(x: f64) -> f64 {
    let a = V3 { x, y: 2.0 * x, z: 1.0 };
    let mut s = a;
    for _ in 0..5 {
        s = s + a;
    }
    s.dot(a)
}
enum Expr {
    Num(f64),
    Add(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
    Var,
}
fn eval(e: &Expr, x: f64) -> f64 {
    match e {
        Expr::Num(v) => *v,
        Expr::Var => x,
        Expr::Add(a, b) => eval(a, x) + eval(b, x),
        Expr::Mul(a, b) => eval(a, x) * eval(b, x),
    }
}
extern "C" fn expr(x: f64) -> f64 {
    let e = Expr::Add(
        Box::new(Expr::Mul(Box::new(Expr::Var), Box::new(Expr::Num(3.0)))),
        Box::new(Expr::Mul(Box::new(Expr::Var), Box::new(Expr::Var))),
    );
    eval(&e, x)
}
extern "C" fn result(x: f64) -> f64 {
    fn sq(x: f64) -> Result<f64, String> {
        if x < 0.0 {
            Err(format!("neg {x}"))
        } else {
            Ok(x.sqrt())
        }
    }
    match sq(x).and_then(|y| sq(y + 1.0)) {
        Ok(v) => v,
        Err(e) => e.len() as f64,
    }
}
extern "C" fn rk4(x: f64) -> f64 {
    let f = |y: [f64; 2]| [y[1], -x * y[0].sin()];
    let mut y = [1.0, 0.0];
    let h = 0.05;
    for _ in 0..40 {
        let k1 = f(y);
        let k2 = f([y[0] + h / 2.0 * k1[0], y[1] + h / 2.0 * k1[1]]);
        let k3 = f([y[0] + h / 2.0 * k2[0], y[1] + h / 2.0 * k2[1]]);
        let k4 = f([y[0] + h * k3[0], y[1] + h * k3[1]]);
        for i in 0..2 {
            y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    y[0]
}
extern "C" fn rc(x: f64) -> f64 {
    use std::cell::RefCell;
    use std::rc::Rc;
    let a = Rc::new(RefCell::new(x));
    let b = a.clone();
    *b.borrow_mut() *= x;
    let v = *a.borrow();
    v * x
}
extern "C" fn printed(x: f64) -> f64 {
    println!("x = {x}");
    x * x
}

fn slope(f: extern "C" fn(f64) -> f64, x: f64) -> f64 {
    let h = 1e-4;
    (8.0 * (f(x + h) - f(x - h)) - f(x + 2.0 * h) + f(x - 2.0 * h)) / 12.0 / h
}

fn check(name: &str, got: f64, want: f64) -> usize {
    if (got - want).abs() <= 1e-7 * (1.0 + want.abs()) {
        return 0;
    }
    println!("FAIL {name}: {got} instead of {want}");
    1
}

macro_rules! checks {
    ($($f:ident)*) => {
        0 $(+ check(stringify!($f), unsafe { __enzyme_autodiff($f as *const c_void, 0.7f64) }, slope($f, 0.7))
            + check(stringify!($f), unsafe { __enzyme_fwddiff($f as *const c_void, 0.7f64, 1.0f64) }, slope($f, 0.7)))*
    };
}

fn main() {
    let mut failures =
        checks!(square boxed matched shapes sorted pushed matrix closure vecs expr result rk4 rc printed);
    let x = [1.5, 2.0, -0.5];
    let mut dx = [0.0; 3];
    unsafe {
        failures += check(
            "marked",
            __enzyme_autodiff(square as *const c_void, enzyme_out, 3.0f64),
            6.0,
        );
        __enzyme_autodiff(
            rosenbrock as *const c_void,
            enzyme_dup,
            x.as_ptr(),
            dx.as_mut_ptr(),
            enzyme_const,
            x.len(),
        );
    }
    for i in 0..3 {
        let at = |t: f64| {
            let mut y = x;
            y[i] += t;
            rosenbrock(y.as_ptr(), 3)
        };
        let h = 1e-3;
        let want = (8.0 * (at(h) - at(-h)) - at(2.0 * h) + at(-2.0 * h)) / 12.0 / h;
        failures += check("rosenbrock", dx[i], want);
    }
    if failures > 0 {
        std::process::exit(1);
    }
    println!("ok");
}
