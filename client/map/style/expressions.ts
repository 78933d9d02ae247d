import type { DataDrivenPropertyValueSpecification, ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';

type Stop = readonly [zoom: number, value: unknown];

/** A length that grows with zoom as the ground does. */
export function growing(...stops: Stop[]): ExpressionSpecification {
  return ['interpolate', ['exponential', 2], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification;
}

/** A value that changes evenly with zoom. */
export function fading(...stops: Stop[]): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification;
}

/** The value listed for a property's value, else `otherwise`. */
export function byProperty<Value extends string | number>(
  property: string,
  values: Record<string, Value>,
  otherwise: Value,
): DataDrivenPropertyValueSpecification<Value> {
  return [
    'match',
    ['get', property],
    ...Object.entries(values).flat(),
    otherwise,
  ] as unknown as DataDrivenPropertyValueSpecification<Value>;
}

/** Whether a property is one of some words. */
export function isOneOf(property: string, words: readonly string[]): ExpressionSpecification {
  return ['in', ['get', property], ['literal', [...words]]];
}

/** The zone's colour: the eight hues in turn, by number of its outermost zone. */
export function zoneColour(hues: readonly string[], numberProperty: string): ExpressionSpecification {
  const turn = ['%', ['-', ['get', numberProperty], 1], hues.length];
  const cases = hues.flatMap((hue, index) => [index, hue]);
  return ['match', turn, ...cases, hues[0] ?? '#888888'] as unknown as ExpressionSpecification;
}

/** One value while a feature is hovered or selected, another otherwise. */
export function whenLit(lit: unknown, otherwise: unknown): ExpressionSpecification {
  return ['case', ['boolean', ['feature-state', 'lit'], false], lit, otherwise] as unknown as ExpressionSpecification;
}
