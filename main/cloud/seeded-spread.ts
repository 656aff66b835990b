/**
 * A repeatable source of 0…1000, to spread retries of many tills apart (mulberry32: small, and good enough where nothing is
 * secret).
 */
export function seededSpread(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % 1001;
  };
}
