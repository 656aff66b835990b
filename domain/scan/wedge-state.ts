import type { Stroke } from './stroke.ts';

export type WedgeState = {
  /** The keys that follow each other closely, up to now. */
  readonly strokes: readonly Stroke[];
  /** They are a scanner's; the page gets none of them. */
  readonly isBurst: boolean;
  /** In which order keys were let go: right even where an input method garbles the presses. */
  readonly released: readonly Release[];
  /** When an input method last kept a press to itself. */
  readonly imeAt: number;
  /** Keys that are down, and whether the page knows. */
  readonly down: ReadonlyMap<string, 'page' | 'kept'>;
  /** Keys of the burst let go but never pressed: something took the press away. */
  readonly orphans: number;
  /** A key of the burst was already down: who pressed what is lost. */
  readonly isTangled: boolean;
  readonly lastAt: number;
  /** How many keys one after the other were held as long as a hand holds them. */
  readonly heldInARow: number;
  /** Until when a lone Enter still belongs to a burst that ended without one. */
  readonly lateEndUntil: number;
  /** This scanner has been seen to end its codes with a key. */
  readonly sawEnd: boolean;
};

export type Release = { readonly code: string; readonly at: number };

export type Burst = Pick<WedgeState, 'strokes' | 'released' | 'orphans' | 'isTangled' | 'sawEnd'> & {
  readonly end: Stroke | null;
};

export type WedgeEffect =
  /** The page undoes what these keys did, oldest first; under an input method, all since `sinceMs` ago. */
  | {
      readonly kind: 'take-back';
      readonly keys: readonly string[];
      readonly sinceMs: number;
      readonly ime: boolean;
    }
  /** Keys that turned out to be a person's go where they were going. */
  | { readonly kind: 'give-back'; readonly strokes: readonly Stroke[] }
  /** The burst is over. */
  | { readonly kind: 'burst'; readonly burst: Burst }
  | { readonly kind: 'over' };

export type WedgeStep = {
  readonly state: WedgeState;
  /** The event must not reach the page. */
  readonly keeps: boolean;
  readonly effects: readonly WedgeEffect[];
};

export const idleWedge: WedgeState = {
  strokes: [],
  isBurst: false,
  released: [],
  imeAt: Number.NEGATIVE_INFINITY,
  down: new Map(),
  orphans: 0,
  isTangled: false,
  lastAt: Number.NEGATIVE_INFINITY,
  heldInARow: 0,
  lateEndUntil: Number.NEGATIVE_INFINITY,
  sawEnd: false,
};

/** The window is no longer in front: keys go elsewhere, and their releases will not be seen. */
export function leaveWedge({ sawEnd }: WedgeState): WedgeState {
  return { ...idleWedge, sawEnd };
}

export function takeBack(strokes: readonly Stroke[], at: number): WedgeEffect {
  return {
    kind: 'take-back',
    keys: strokes.map(({ key }) => key),
    sinceMs: at - (strokes[0]?.at ?? at),
    ime: strokes.some(({ kind }) => kind === 'ime'),
  };
}

/** A person's Enter that fell into a scan is not repeated: by then it might pay for more than was meant. */
export function giveBack(strokes: readonly Stroke[]): readonly WedgeEffect[] {
  const back = strokes.filter((stroke) => !stroke.reachedPage && stroke.kind !== 'end');
  return back.length === 0 ? [] : [{ kind: 'give-back', strokes: back }];
}

export function downAfter({ down }: WedgeState, given: readonly Stroke[]): WedgeState['down'] {
  const codes = given.filter(({ kind, isDown }) => kind !== 'end' && isDown).map(({ code }) => code);
  return new Map([...down].map(([code, who]) => [code, codes.includes(code) ? 'page' : who]));
}

export function withDown(step: WedgeStep, code: string): WedgeStep {
  const down = new Map(step.state.down).set(code, step.keeps ? 'kept' : 'page');
  // Under an input method a press may carry another key's name, whose release would never come.
  if (step.state.strokes.at(-1)?.kind === 'ime') return step;
  return { ...step, state: { ...step.state, down } };
}

export function forget(state: WedgeState): WedgeState {
  return { ...state, strokes: [], isBurst: false, released: [], orphans: 0, isTangled: false, heldInARow: 0 };
}

export function kept(stroke: Stroke): Stroke {
  return { ...stroke, reachedPage: false };
}

export function pass(state: WedgeState): WedgeStep {
  return { state, keeps: false, effects: [] };
}
