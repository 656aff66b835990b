/**
 * Tells a keyboard-wedge scanner from a person by timing and shape: a scanner sends its characters 1 to 15 ms apart and ends
 * with Enter or Tab; fast typists rarely get below 60 ms. Pure: feed it key events, act on what it answers.
 */
export type KeyStroke = {
  /** A single printable character, or `Enter` / `Tab`; other keys end a burst. */
  readonly key: string;
  readonly at: number;
};

export type WedgeState = {
  readonly characters: string;
  readonly startedAt: number;
  readonly lastAt: number;
  /** Longest gap between two characters so far, in ms. */
  readonly longestGapMs: number;
};

export type WedgeVerdict =
  /** Not (yet) part of a scan: the key may go where it was going. */
  | { readonly kind: 'typing' }
  /** Fast enough to be a scan; the key must not reach the page. */
  | { readonly kind: 'burst' }
  /** A complete scan. */
  | { readonly kind: 'scan'; readonly code: string }
  /** As fast as a scan but too short or cut off: shown, never dropped silently. */
  | { readonly kind: 'fragment'; readonly code: string };

export const wedgeLimits = {
  /** Characters closer than this belong to a machine. */
  maxGapMs: 35,
  /** Once this many came that fast it is a machine, and a busy PC may hand over its next key late. */
  sureAfter: 3,
  maxStallMs: 100,
  /** A scanner's Enter may come a little later than its characters. */
  maxTerminatorGapMs: 100,
  /** Fewer characters than this are no code. */
  minCharacters: 4,
} as const;

export const idleWedge: WedgeState = {
  characters: '',
  startedAt: 0,
  lastAt: Number.NEGATIVE_INFINITY,
  longestGapMs: 0,
};

export function feedWedge(
  state: WedgeState,
  stroke: KeyStroke,
): { state: WedgeState; verdict: WedgeVerdict } {
  const gapMs = stroke.at - state.lastAt;
  const isTerminator = stroke.key === 'Enter' || stroke.key === 'Tab';
  if (isTerminator) return { state: idleWedge, verdict: endOfBurst(state, gapMs) };
  if ([...stroke.key].length !== 1) return { state: idleWedge, verdict: { kind: 'typing' } };
  const isSure = state.characters.length >= wedgeLimits.sureAfter;
  if (gapMs > (isSure ? wedgeLimits.maxStallMs : wedgeLimits.maxGapMs)) {
    return {
      state: { characters: stroke.key, startedAt: stroke.at, lastAt: stroke.at, longestGapMs: 0 },
      verdict: { kind: 'typing' },
    };
  }
  return {
    state: {
      ...state,
      characters: state.characters + stroke.key,
      lastAt: stroke.at,
      longestGapMs: Math.max(state.longestGapMs, gapMs),
    },
    verdict: { kind: 'burst' },
  };
}

/**
 * What a burst is worth whose Enter never came: some scanners send none, and a busy PC may have lost the thread. Keys were already
 * kept from the page, so they must not vanish.
 */
export function abandonedBurst(state: WedgeState): WedgeVerdict {
  return endOfBurst(state, 0);
}

function endOfBurst(state: WedgeState, gapMs: number): WedgeVerdict {
  // One character and an Enter within the limit is a person's quick "5, Enter", not a machine.
  if (state.characters.length < 2 || gapMs > wedgeLimits.maxTerminatorGapMs) return { kind: 'typing' };
  const kind = state.characters.length >= wedgeLimits.minCharacters ? 'scan' : 'fragment';
  return { kind, code: state.characters };
}
