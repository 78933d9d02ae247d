import type { Highs, Model } from 'highs';
import { chainOf } from './village.ts';

/**
 * A flow from sources to leaves that nest in nodes. Every source gives all it has, every node holds between `lower` and
 * `upper`. Costs and supplies are whole numbers, so that an optimum can be told from what is nearly one.
 */
export type Programme = {
  supply: Float64Array;
  /** Nodes from 0 to `leaves - 1` are the leaves. */
  leaves: number;
  /** By node; -1 for an outermost one. */
  parent: Int32Array;
  lower: Float64Array;
  upper: Float64Array;
  /** The most each node may have too few (`2 * node`) and too many (`2 * node + 1`). */
  slack: Float64Array;
  /** 1 for the arcs that may be used, by `source * leaves + leaf`; every source needs one. */
  open: Uint8Array;
};

/** What a cost of null counts: whatever nodes hold beyond their bounds. */
export type Objective = Float64Array | null;

export type Flow = {
  /** What flows, by arc; arcs that are not in it carry nothing. */
  arcs: Map<number, number>;
  /** By node: what it holds beyond its bounds, negative for too little. */
  beyond: Int32Array;
  /** The same programme with only those of its flows that are best. */
  best: Programme;
};

/** How many arcs a source may be given in one round of pricing. */
const arcsPerRound = 3;
/** Costs are whole, and so are the duals of a network: what is smaller than this is rounding. */
const tolerance = 1e-6;

/**
 * A flow that is best by each objective in turn, the later ones among what is best by the earlier ones; null when the
 * time was up. Arcs of `first` are looked at from the start, and must hold a flow within `slack`.
 *
 * The rows of the linear programme are sources and nodes. Both are nested families, so the matrix is that of a network
 * and a simplex solution is whole. Arcs left out are priced with the duals and brought in until none can better the
 * value, which proves that the optimum of the few is the optimum of all. Then whatever the duals say no optimum uses is
 * closed (complementary slackness), and the next objective chooses among the rest.
 */
export function bestFlow(
  highs: Highs,
  programme: Programme,
  objectives: readonly Objective[],
  first: Iterable<number>,
  seconds: number,
): Flow | null {
  const model = highs.createModel();
  try {
    // A network of few arcs gains nothing by presolving, whose code would have to be compiled first.
    model.options.set({ output_flag: false, solver: 'simplex', presolve: 'off', time_limit: Math.max(0.01, seconds) });
    const solving = new Solving(highs, model, programme, first);
    for (const objective of objectives) {
      if (!solving.minimise(objective)) return null;
      solving.keepBest(objective);
    }
    return solving.flow();
  } finally {
    model.dispose();
  }
}

class Solving {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #best: Programme;
  /** Arc of each column after the slacks, two of which a node come first. */
  readonly #arcs: number[] = [];
  readonly #present: Uint8Array;
  readonly #slacks: number;
  /** The rows of a leaf and of the nodes around it. */
  readonly #chains: Int32Array[];
  #values: Float64Array = new Float64Array(0);

  constructor(highs: Highs, model: Model, programme: Programme, first: Iterable<number>) {
    this.#highs = highs;
    this.#model = model;
    const { lower, upper, slack, open, leaves, supply, parent } = programme;
    this.#best = {
      ...programme,
      lower: lower.slice(),
      upper: upper.slice(),
      slack: slack.slice(),
      open: open.slice(),
    };
    this.#present = new Uint8Array(open.length);
    this.#slacks = slack.length;
    this.#chains = Array.from({ length: leaves }, (_, leaf) =>
      Int32Array.from(chainOf(parent, leaf), (node) => supply.length + node),
    );
    this.#addRows();
    this.#addSlacks();
    this.#addArcs([...new Set(first)], null);
  }

  #addRows(): void {
    const { supply, parent, lower, upper } = this.#best;
    const rows = supply.length + parent.length;
    this.#model.addRows({
      lower: Float64Array.from([...supply, ...lower]),
      upper: Float64Array.from([...supply, ...upper]),
      matrix: {
        format: 'csr',
        numRows: rows,
        numCols: 0,
        starts: new Int32Array(rows + 1),
        indices: new Int32Array(0),
        values: new Float64Array(0),
      },
    });
  }

  #addSlacks(): void {
    const { supply, slack } = this.#best;
    const columns = Int32Array.from(slack.keys());
    this.#addColumns(new Float64Array(columns.length), slack, {
      starts: Int32Array.from({ length: columns.length + 1 }, (_, column) => column),
      indices: columns.map((column) => supply.length + (column >> 1)),
      values: Float64Array.from(columns, (column) => (column % 2 === 0 ? 1 : -1)),
    });
  }

  #addArcs(arcs: readonly number[], objective: Objective): void {
    const { leaves } = this.#best;
    const starts = new Int32Array(arcs.length + 1);
    const cost = new Float64Array(arcs.length);
    for (const [at, arc] of arcs.entries()) {
      starts[at + 1] = (starts[at] ?? 0) + 1 + (this.#chains[arc % leaves]?.length ?? 0);
      cost[at] = objective?.[arc] ?? 0;
      this.#present[arc] = 1;
      this.#arcs.push(arc);
    }
    const indices = new Int32Array(starts[arcs.length] ?? 0);
    for (const [at, arc] of arcs.entries()) {
      const start = starts[at] ?? 0;
      indices[start] = Math.floor(arc / leaves);
      indices.set(this.#chains[arc % leaves] ?? [], start + 1);
    }
    const upper = new Float64Array(arcs.length).fill(this.#highs.infinity);
    this.#addColumns(cost, upper, { starts, indices, values: new Float64Array(indices.length).fill(1) });
  }

  #addColumns(
    cost: Float64Array,
    upper: Float64Array,
    matrix: { starts: Int32Array; indices: Int32Array; values: Float64Array },
  ): void {
    const numRows = this.#best.supply.length + this.#best.parent.length;
    this.#model.addCols({
      cost,
      lower: new Float64Array(cost.length),
      upper,
      matrix: { format: 'csc', numRows, numCols: cost.length, ...matrix },
    });
  }

  /** Brings in arcs until none can better the objective; false when the time was up. */
  minimise(objective: Objective): boolean {
    const { optimal, timeLimit } = this.#highs.constants.modelStatus;
    const costs = new Float64Array(this.#slacks + this.#arcs.length);
    if (!objective) costs.fill(1, 0, this.#slacks);
    else for (const [at, arc] of this.#arcs.entries()) costs[this.#slacks + at] = objective[arc] ?? 0;
    this.#model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
    while (true) {
      const { modelStatus } = this.#model.run();
      if (modelStatus === timeLimit) return false;
      if (modelStatus !== optimal) throw new Error(`the solver ended with status ${modelStatus}`);
      const better = this.#betterArcs(objective);
      if (better.length === 0) return true;
      this.#addArcs(better, objective);
    }
  }

  /** What a unit adds to the objective at each leaf by the duals of it and of the nodes around it. */
  #prices(rowDual: Float64Array): Float64Array {
    return Float64Array.from(this.#chains, (chain) => chain.reduce((sum, row) => sum + (rowDual[row] ?? 0), 0));
  }

  /** Arcs left out whose reduced cost is negative, the best of each source. */
  #betterArcs(objective: Objective): number[] {
    const { supply, leaves, open } = this.#best;
    const { rowDual } = this.#model.getSolution();
    const prices = this.#prices(rowDual);
    const better: number[] = [];
    for (let source = 0; source < supply.length; source++) {
      const found: { arc: number; reduced: number }[] = [];
      const own = rowDual[source] ?? 0;
      for (let leaf = 0, arc = source * leaves; leaf < leaves; leaf++, arc++) {
        if (open[arc] !== 1 || this.#present[arc] === 1) continue;
        const reduced = (objective?.[arc] ?? 0) - own - (prices[leaf] ?? 0);
        if (reduced < -tolerance) found.push({ arc, reduced });
      }
      found.sort((a, b) => a.reduced - b.reduced);
      for (const { arc } of found.slice(0, arcsPerRound)) better.push(arc);
    }
    return better;
  }

  /** Leaves only what is best: arcs with a reduced cost are closed, nodes and slacks with a dual fixed. */
  keepBest(objective: Objective): void {
    const { supply, leaves, parent, open, lower, upper, slack } = this.#best;
    const { colValue, colDual, rowValue, rowDual } = this.#model.getSolution();
    this.#values = colValue;
    const prices = this.#prices(rowDual);
    for (let source = 0; source < supply.length; source++) {
      const own = rowDual[source] ?? 0;
      for (let leaf = 0, arc = source * leaves; leaf < leaves; leaf++, arc++) {
        if ((objective?.[arc] ?? 0) - own - (prices[leaf] ?? 0) > tolerance) open[arc] = 0;
      }
    }
    for (let column = 0; column < this.#slacks; column++) {
      if (Math.abs(colDual[column] ?? 0) > tolerance) slack[column] = Math.round(colValue[column] ?? 0);
    }
    for (let node = 0; node < parent.length; node++) {
      if (Math.abs(rowDual[supply.length + node] ?? 0) <= tolerance) continue;
      lower[node] = Math.round(rowValue[supply.length + node] ?? 0);
      upper[node] = lower[node] ?? 0;
    }
    this.#tighten();
  }

  #tighten(): void {
    const { supply, parent, open, lower, upper, slack } = this.#best;
    const most = new Float64Array(this.#slacks + this.#arcs.length);
    most.set(slack);
    for (const [at, arc] of this.#arcs.entries()) most[this.#slacks + at] = open[arc] === 1 ? this.#highs.infinity : 0;
    const columns = { kind: 'range', from: 0, to: most.length - 1 } as const;
    this.#model.changeColsBounds(columns, new Float64Array(most.length), most);
    if (parent.length === 0) return;
    const rows = { kind: 'range', from: supply.length, to: supply.length + parent.length - 1 } as const;
    this.#model.changeRowsBounds(rows, lower, upper);
  }

  flow(): Flow {
    const arcs = new Map<number, number>();
    for (const [at, arc] of this.#arcs.entries()) {
      const value = this.#values[this.#slacks + at] ?? 0;
      if (Math.abs(value - Math.round(value)) > 1e-4) throw new Error('a flow is not whole');
      if (Math.round(value) > 0) arcs.set(arc, Math.round(value));
    }
    const beyond = Int32Array.from(this.#best.parent.keys(), (node) =>
      Math.round((this.#values[2 * node + 1] ?? 0) - (this.#values[2 * node] ?? 0)),
    );
    return { arcs, beyond, best: this.#best };
  }
}
