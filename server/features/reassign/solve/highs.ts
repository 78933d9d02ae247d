import loadHighs, { type Highs } from 'highs';

let loading: Promise<Highs> | undefined;

/** The solver of linear and integer programmes; its WebAssembly is compiled once per worker. */
export function highs(): Promise<Highs> {
  loading ??= loadHighs();
  return loading;
}
