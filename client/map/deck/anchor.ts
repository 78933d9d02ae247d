import type { Anchor } from '../drawOrder.ts';

/**
 * Puts a layer before a style layer of the map and lets it lie flat over what stands there.
 * Without the depth test, dots would sink into the buildings of a tilted map.
 */
export function before(anchor: Anchor) {
  return {
    beforeId: anchor,
    pickable: false,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  } as const;
}
