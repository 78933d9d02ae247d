import type { Highs, Model } from 'highs';

/**
 * The values of a model's columns that are best by a cost for every column; what is minimised next chooses among all that is
 * best by this. Costs are whole numbers wherever they count. Null when the time was up.
 */
export function minimiseInTurn(solver: Highs, model: Model, costs: Float64Array): Float64Array | null {
  const { optimal, timeLimit } = solver.constants.modelStatus;
  model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
  const { modelStatus } = model.run();
  if (modelStatus === timeLimit) return null;
  if (modelStatus !== optimal) throw new Error(`the solver ended with ${modelStatus}`);
  const { colValue } = model.getSolution();
  const indices = [...costs.keys()].filter((column) => costs[column] !== 0);
  const values = indices.map((column) => costs[column] ?? 0);
  if (indices.length > 0) model.addRow(-solver.infinity, Math.round(model.getObjectiveValue()), { indices, values });
  return colValue;
}
