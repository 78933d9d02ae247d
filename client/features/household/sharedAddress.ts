/** What all addresses begin with, cut back to a whole part such as `5 号楼`; empty when they share nothing. */
export function sharedAddress(addresses: readonly string[]): string {
  const [first = '', ...others] = addresses;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  const shared = first.slice(0, length);
  return /^.*(?:号楼|栋|幢|号院|小区)/.exec(shared)?.[0].trim() ?? '';
}
