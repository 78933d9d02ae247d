export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** `#RRGGBB` as four bytes. */
export function rgba(hex: string, alpha = 255): Rgba {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255, alpha];
}
