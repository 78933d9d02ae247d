import type { Highs, Model } from 'highs';

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
    model.options.set({ output_flag: false, solver: 'simplex', time_limit: Math.max(0.01, seconds) });
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
  readonly #chains: number[][];
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
    this.#chains = Array.from({ length: leaves }, (_, leaf) => {
      const chain: number[] = [];
      for (let node = leaf; node >= 0; node = parent[node] ?? -1) chain.push(supply.length + node);
      return chain;
    });
    this.#addRows();
    const slackRows = Array.from({ length: this.#slacks }, (_, column) => [supply.length + (column >> 1)]);
    this.#addColumns(slackRows, (column) => (column % 2 === 0 ? 1 : -1), slack, new Float64Array(this.#slacks));
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

  #addColumns(
    rows: readonly number[][],
    value: (column: number) => number,
    upper: Float64Array,
    cost: Float64Array,
  ): void {
    const starts = new Int32Array(rows.length + 1);
    for (const [column, list] of rows.entries()) starts[column + 1] = (starts[column] ?? 0) + list.length;
    this.#model.addCols({
      cost,
      lower: new Float64Array(rows.length),
      upper,
      matrix: {
        format: 'csc',
        numRows: this.#best.supply.length + this.#best.parent.length,
        numCols: rows.length,
        starts,
        indices: Int32Array.from(rows.flat()),
        values: Float64Array.from(rows.flatMap((list, column) => list.map(() => value(column)))),
      },
    });
  }

  #addArcs(arcs: readonly number[], objective: Objective): void {
    const { leaves } = this.#best;
    const rows = arcs.map((arc) => [Math.floor(arc / leaves), ...(this.#chains[arc % leaves] ?? [])]);
    const cost = Float64Array.from(arcs, (arc) => objective?.[arc] ?? 0);
    this.#addColumns(rows, () => 1, new Float64Array(arcs.length).fill(this.#highs.infinity), cost);
    for (const arc of arcs) this.#present[arc] = 1;
    this.#arcs.push(...arcs);
  }

  /** Brings in arcs until none can better the objective; false when the time was up. */
  minimise(objective: Objective): boolean {
    const { optimal, timeLimit } = this.#highs.constants.modelStatus;
    const columns = this.#slacks + this.#arcs.length;
    const costs = Float64Array.from({ length: columns }, (_, at) =>
      at < this.#slacks ? (objective ? 0 : 1) : (objective?.[this.#arcs[at - this.#slacks] ?? 0] ?? 0),
    );
    this.#model.changeColsCost({ kind: 'range', from: 0, to: columns - 1 }, costs);
    while (true) {
      const { modelStatus } = this.#model.run();
      if (modelStatus === timeLimit) return false;
      if (modelStatus !== optimal) throw new Error(`the solver ended with status ${modelStatus}`);
      const better = this.#betterArcs(objective);
      if (better.length === 0) return true;
      this.#addArcs(better, objective);
    }
  }

  /** What a unit on an arc would add to the objective at the present duals. */
  #reducedCosts(objective: Objective): (source: number, leaf: number) => number {
    const { leaves } = this.#best;
    const { rowDual } = this.#model.getSolution();
    const ofLeaf = this.#chains.map((chain) => chain.reduce((sum, row) => sum + (rowDual[row] ?? 0), 0));
    return (source, leaf) => (objective?.[source * leaves + leaf] ?? 0) - (rowDual[source] ?? 0) - (ofLeaf[leaf] ?? 0);
  }

  /** Arcs left out whose reduced cost is negative, the best of each source. */
  #betterArcs(objective: Objective): number[] {
    const { supply, leaves, open } = this.#best;
    const reducedCost = this.#reducedCosts(objective);
    const better: number[] = [];
    for (let source = 0; source < supply.length; source++) {
      const found: { arc: number; reduced: number }[] = [];
      for (let leaf = 0; leaf < leaves; leaf++) {
        const arc = source * leaves + leaf;
        if (open[arc] !== 1 || this.#present[arc] === 1) continue;
        const reduced = reducedCost(source, leaf);
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
    const reducedCost = this.#reducedCosts(objective);
    for (const [arc, isOpen] of open.entries()) {
      if (isOpen === 1 && reducedCost(Math.floor(arc / leaves), arc % leaves) > tolerance) open[arc] = 0;
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
    const columns = this.#slacks + this.#arcs.length;
    const most = Float64Array.from({ length: columns }, (_, column) => {
      if (column < this.#slacks) return slack[column] ?? 0;
      return open[this.#arcs[column - this.#slacks] ?? 0] === 1 ? this.#highs.infinity : 0;
    });
    this.#model.changeColsBounds({ kind: 'range', from: 0, to: columns - 1 }, new Float64Array(columns), most);
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
