// Types and functions that snippets bring along.

enum SnippetSupport {
  /// The text for a name that `Snippet.support` mentions, in the notation of snippets.
  static func text(_ name: String) -> String { texts[name] ?? "" }

  private static let texts: [String: String] = [
    "list": """
    typedef struct $@Node { $R value; struct $@Node *next; } $@Node;
    static $@Node *$@push($@Node *head, $R value) {
      $@Node *node = malloc(sizeof *node);
      node->value = value;
      node->next = head;
      return node;
    }
    static $R $@total(const $@Node *node) { return node ? 0.5 * node->value + 0.75 * $@total(node->next) : 0; }
    static void $@release($@Node *node) {
      while (node) { $@Node *next = node->next; free(node); node = next; }
    }
    """,
    "tree": """
    typedef struct $@Tree { struct $@Tree *child[2]; $R key; int count; } $@Tree;
    static $@Tree *$@insert($@Tree *tree, $R key) {
      if (!tree) {
        tree = calloc(1, sizeof *tree);
        tree->key = key;
        tree->count = 1;
        return tree;
      }
      int right = $?(key > tree->key);
      tree->child[right] = $@insert(tree->child[right], key);
      tree->count++;
      return tree;
    }
    static $R $@fold(const $@Tree *tree, int depth) {
      if (tree == NULL) return 0.25 * depth;
      $R left = $@fold(tree->child[0], depth + 1), right = $@fold(tree->child[1], depth + 1);
      return 0.5 * left + 0.25 * right * tree->key + $sin(tree->key) / tree->count;
    }
    static void $@fell($@Tree *tree) {
      if (!tree) return;
      $@fell(tree->child[0]), $@fell(tree->child[1]);
      free(tree);
    }
    """,
    "vector": "typedef struct { int count; $R items[]; } $@Vector;",
    "operations": """
    typedef struct { $R (*apply)($R, $R); $R weight; int kind; } $@Op;
    static $R $@blend($R a, $R b) { return 0.5 * a + 0.25 * b; }
    static $R $@bend($R a, $R b) { return $sin(a) * (0.5 + 0.25 * b * b); }
    static $R (*$@choose(int kind))($R, $R) { return kind % 2 ? $@blend : $@bend; }
    """,
    "callback": """
    typedef struct { $R scale; int calls; } $@Context;
    static $R $@wave($R t, void *data) {
      $@Context *context = data;
      context->calls++;
      return $sin(t * context->scale);
    }
    static $R $@integrate($R (*of)($R, void *), void *data, $R from, $R to, int steps) {
      $R width = (to - from) / steps, sum = 0.5 * (of(from, data) + of(to, data));
      for (int i = 1; i < steps; i++) sum += of(from + i * width, data);
      return sum * width;
    }
    """,
    "solve": """
    static int $@solve($R b, $R c, $R *root) {
      $R discriminant = b * b - c;
      if ($?(discriminant < 0.125)) return 1;
      *root = (-b + $sqrt(discriminant)) * 0.5;
      return 0;
    }
    """,
    "dual": """
    typedef struct { $R v, d; } $@Dual;
    static $@Dual $@dual($R v, $R d) { return ($@Dual){v, d}; }
    static __attribute__((noinline)) $@Dual $@times($@Dual a, $@Dual b) {
      $@Dual c = {a.v * b.v * 0.5, a.v * b.d + a.d * b.v};
      c.d *= 0.5;
      return c;
    }
    """,
    "three": """
    typedef struct { $R v[3]; } $@Three;
    static __attribute__((noinline)) $@Three $@three(const $R *from) {
      $@Three three;
      for (int i = 0; i < 3; i++) three.v[i] = 0.5 * from[i] + 0.25 * from[2 - i] * from[0];
      return three;
    }
    """,
    "state": """
    static $R $@state;
    static int $@steps;
    static __attribute__((noinline)) void $@advance(int count) {
      for ($@steps = 0; $@steps < count; ++$@steps) $@state = 0.75 * $@state + 0.25 * $sin($@state * $@state);
    }
    """,
    "mutual": """
    static $R $@odd($R a, int n);
    static $R $@even($R a, int n) { return n <= 0 ? a : 0.5 * $@odd($sin(a), n - 1) + 0.25 * a; }
    static $R $@odd($R a, int n) { if (n <= 0) return 0.5; $R b = $@even(a * 0.75, n - 1); return b - 0.25 * b * a; }
    """,
    "recursion": """
    static $R $@tail(const $R *p, int n, $R product) {
      if (n == 0) return product;
      return $@tail(p + 1, n - 1, product * (0.75 + 0.25 * *p));
    }
    static $R $@halves(const $R *p, int from, int to) {
      if (to - from == 1) return $sin(p[from]);
      int middle = from + (to - from) / 2;
      return 0.75 * $@halves(p, from, middle) - 0.5 * $@halves(p, middle, to);
    }
    """,
    "shape": """
    typedef struct { int kind; union { $R radius; $R sides[2]; } of; } $@Shape;
    static $R $@area(const $@Shape *shape) {
      switch (shape->kind) {
        case 0: return 3 * shape->of.radius * shape->of.radius;
        case 1: return shape->of.sides[0] * shape->of.sides[1];
        default: return 0.5 * shape->of.sides[0] * $cos(shape->of.sides[1]);
      }
    }
    """,
    "sort": """
    static void $@sort($R *p, int low, int high) {
      if (low >= high) return;
      $R pivot = p[(low + high) / 2];
      int i = low, j = high;
      while (i <= j) {
        while ($?(p[i] < pivot)) i++;
        while ($?(p[j] > pivot)) j--;
        if (i <= j) { $R t = p[i]; p[i++] = p[j]; p[j--] = t; }
      }
      $@sort(p, low, j);
      $@sort(p, i, high);
    }
    """,
    "search": """
    static $R $@first(const $R *p, int n, $R limit) {
      for (int i = 0; i < n; i++) {
        if ($?(p[i] > limit)) return 0.5 * p[i] * p[i];
        limit -= 0.25 * p[i];
      }
      return limit;
    }
    """,
    "ascending": """
    static int $@ascending(const void *a, const void *b) {
      $R x = *(const $R *)a, y = *(const $R *)b;
      return $?(x < y) ? -1 : x > y;
    }
    """,
    "transform": """
    static void $@transform($C *z, int n) {
      if (n == 1) return;
      $C half[2][4];
      for (int i = 0; i < n; i++) half[i % 2][i / 2] = z[i];
      $@transform(half[0], n / 2), $@transform(half[1], n / 2);
      for (int i = 0; i < n / 2; i++) {
        $C t = $cexp(-2 * I * ($R)3.0 * i / n) * half[1][i];
        z[i] = half[0][i] + t, z[i + n / 2] = half[0][i] - t;
      }
    }
    """,
    "queue": """
    typedef struct { $R *items; int first, count, room; } $@Queue;
    static void $@enqueue($@Queue *queue, $R value) {
      if (queue->count == queue->room) {
        $R *larger = malloc(sizeof($R) * 2 * queue->room);
        for (int i = 0; i < queue->count; i++) larger[i] = queue->items[(queue->first + i) % queue->room];
        free(queue->items);
        queue->items = larger, queue->first = 0, queue->room *= 2;
      }
      queue->items[(queue->first + queue->count++) % queue->room] = value;
    }
    static $R $@dequeue($@Queue *queue) {
      $R value = queue->items[queue->first];
      queue->first = (queue->first + 1) % queue->room;
      queue->count--;
      return value;
    }
    """,
    "bodies": """
    typedef struct { $R at[2], speed[2]; double mass; } $@Body;
    static void $@move($@Body *bodies, int n, double step) {
      for (int i = 0; i < n; i++) {
        $R pull[2] = {0, 0};
        for (int j = 0; j < n; j++) {
          if (j == i) continue;
          $R dx = bodies[j].at[0] - bodies[i].at[0], dy = bodies[j].at[1] - bodies[i].at[1];
          $R near = 1 / (dx * dx + dy * dy + 0.5);
          pull[0] += dx * near * bodies[j].mass, pull[1] += dy * near * bodies[j].mass;
        }
        for (int k = 0; k < 2; k++) bodies[i].speed[k] += step * pull[k];
      }
      for ($@Body *b = bodies; b < bodies + n; b++) b->at[0] += step * b->speed[0], b->at[1] += step * b->speed[1];
    }
    """,
    "pick": """
    static $R $@pick(int kind, $R a) {
      $R b = 0.5;
      switch (kind) {
        case 0: return a;
        case 1: b = a * a;  // fall through
        case 2: b += 0.25 * a; break;
        case 3: case 4: for (int i = 0; i < kind; i++) b = $sin(b * a); break;
        default: if (kind > 7) return b - a; b = -a;
      }
      return b;
    }
    """,
  ]
}
