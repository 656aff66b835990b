import { findForeign, isMachine, isMachineByReleases, withRelease } from './key-run.ts';
import { usCharacter } from './physical-key.ts';
import { isWritten, type KeyEvent, type Stroke, strokeOf } from './stroke.ts';
import { type WedgeSettings, wedgeLimits } from './wedge-settings.ts';
import {
  downAfter,
  forget,
  giveBack,
  kept,
  pass,
  takeBack,
  type WedgeState,
  type WedgeStep,
  withDown,
} from './wedge-state.ts';

/**
 * Tells a keyboard-wedge scanner from a person, and keeps its keys from the page. Pure: feed it every key event, do what it answers.
 *
 * A machine lets go of each key before it presses the next, a few ms apart; a hand holds a key for 40 ms and more. So two keys of
 * which the first is up before the second goes down within `maxGapMs` start a burst, and a key that is still down while later ones
 * came and went belongs to a person, even in the middle of a scan. The order of events tells it, so that a busy PC which hands them over
 * late does not matter.
 */
export function feedWedge(state: WedgeState, event: KeyEvent, settings: WedgeSettings): WedgeStep {
  if (event.phase === 'up') return keyUp(state, event);
  const stroke = strokeOf(event);
  if (stroke.kind === 'modifier') return withDown(pass(state), event.code);
  const isStale = event.at - state.lastAt > Math.max(wedgeLimits.maxStallMs, 2 * settings.maxGapMs);
  const isNewPrefix = stroke.key === settings.prefixKey;
  if (state.isBurst && (isStale || isNewPrefix)) {
    const ended = restWedge(state, event.at);
    const step = feedWedge(ended.state, event, settings);
    return { ...step, effects: [...ended.effects, ...step.effects] };
  }
  const step = state.isBurst ? inBurst(state, stroke, event) : outsideBurst(state, stroke, event, settings);
  return withDown(step, event.code);
}

/** What to do when nothing more came for `restOf` ms. */
export function restWedge(state: WedgeState, at: number): WedgeStep {
  if (!state.isBurst) return pass(state);
  const end = state.strokes.findIndex((stroke) => stroke.kind === 'end');
  if (end >= 0) return closeAt(state, end);
  const hasIme = state.strokes.some(({ kind }) => kind === 'ime');
  const foreign = hasIme ? [] : state.strokes.filter((stroke) => stroke.isDown);
  const own = state.strokes.filter((stroke) => !foreign.includes(stroke));
  const isHand = isByHand(own);
  const back = isHand ? state.strokes : foreign;
  const burst = { ...state, strokes: own, end: null };
  return {
    state: {
      ...forget(state),
      down: downAfter(state, back),
      ...(isHand ? {} : { lateEndUntil: at + wedgeLimits.lateEndMs }),
    },
    keeps: false,
    effects: [{ kind: 'over' }, ...giveBack(back), ...(isHand ? [] : [{ kind: 'burst', burst } as const])],
  };
}

/** A few quick keys without an end are a hand's, unless the scanner's own prefix came first; as a scan they would be worth nothing. */
function isByHand(strokes: readonly Stroke[]): boolean {
  if (strokes.length > 1 && strokes[0]?.kind === 'special') return false;
  const isPlain = strokes.every(({ kind }) => kind === 'text' || kind === 'special');
  return isPlain && strokes.filter(({ kind }) => kind === 'text').length < wedgeLimits.minCharacters;
}

/** How long to wait for the next key before `restWedge`; null when nothing is pending. */
export function restOf({ isBurst, strokes }: WedgeState, settings: WedgeSettings): number | null {
  if (!isBurst) return null;
  if (strokes.some(({ kind }) => kind === 'end')) return wedgeLimits.endWaitMs;
  const isPrefixAlone = strokes.length === 1 && strokes[0]?.key === settings.prefixKey;
  return isPrefixAlone ? settings.maxGapMs + wedgeLimits.rollGapMs : wedgeLimits.restMs;
}

function outsideBurst(
  state: WedgeState,
  stroke: Stroke,
  event: KeyEvent,
  settings: WedgeSettings,
): WedgeStep {
  const isClose = event.at - state.lastAt <= settings.maxGapMs;
  const imeAt = stroke.kind === 'ime' ? event.at : state.imeAt;
  const next = { ...state, lastAt: event.at, imeAt };
  if (event.repeats) return pass({ ...next, strokes: [] });
  if (stroke.kind === 'end' && !isClose && event.at < state.lateEndUntil)
    return { state: { ...next, lateEndUntil: Number.NEGATIVE_INFINITY }, keeps: true, effects: [] };
  if (stroke.key === settings.prefixKey)
    return { state: { ...forget(next), strokes: [kept(stroke)], isBurst: true }, keeps: true, effects: [] };
  if (stroke.kind === 'end') return pass({ ...next, strokes: [] });
  if (!isClose) return pass({ ...forget(next), released: state.released, strokes: [stroke] });
  const run = [...state.strokes, stroke];
  if (!isMachine(run)) return pass({ ...next, strokes: run });
  const reached = state.strokes.filter(isWritten);
  if (event.at - imeAt < wedgeLimits.imeMemoryMs) return burstUnderIme(next, stroke, event.at, true);
  return {
    state: { ...next, strokes: run.map(kept), isBurst: true },
    keeps: true,
    effects: [takeBack(reached, event.at)],
  };
}

/** Its keys cannot be told by their presses, so that all since the first release is undone and the releases are read. */
function burstUnderIme(state: WedgeState, stroke: Stroke, at: number, keeps: boolean): WedgeStep {
  const first = state.released[0]?.at ?? state.strokes[0]?.at ?? at;
  const own = kept({ ...stroke, kind: stroke.kind === 'end' ? 'end' : 'ime' });
  return {
    state: { ...state, strokes: [...state.strokes.map(kept), own], isBurst: true },
    keeps,
    effects: [{ kind: 'take-back', keys: [], sinceMs: at - first + wedgeLimits.imeGapMs, ime: true }],
  };
}

function inBurst(state: WedgeState, stroke: Stroke, event: KeyEvent): WedgeStep {
  const hasIme = stroke.kind === 'ime' || state.strokes.some(({ kind }) => kind === 'ime');
  const isTwice = event.code !== '' && (event.repeats || state.down.has(event.code)) && !hasIme;
  return {
    state: {
      ...state,
      strokes: isTwice ? state.strokes : [...state.strokes, kept(stroke)],
      isTangled: state.isTangled || isTwice,
      lastAt: event.at,
    },
    keeps: true,
    effects: [],
  };
}

function keyUp(state: WedgeState, event: KeyEvent): WedgeStep {
  const keeps = state.down.get(event.code) === 'kept';
  const wasDown = state.down.has(event.code);
  const down = new Map(state.down);
  down.delete(event.code);
  // A key let go that never went down: something in between has kept its press.
  const isUnseen = !wasDown && usCharacter(event.code, false) !== undefined;
  const imeAt = isUnseen && !state.isBurst ? event.at : state.imeAt;
  const next = { ...state, down, imeAt };
  const { kind } = strokeOf(event);
  if (kind === 'modifier') return { state: endOfAltCode(next, event), keeps, effects: [] };
  const release = { code: event.code, at: event.at };
  const chain = state.isBurst ? [...state.released, release] : withRelease(state.released, release);
  if (!state.isBurst && event.at - imeAt < wedgeLimits.imeMemoryMs && isMachineByReleases(chain)) {
    const unseen = { ...strokeOf(event), kind: 'ime', isDown: false } as const;
    return burstUnderIme({ ...next, released: chain, lastAt: event.at }, unseen, event.at, keeps);
  }
  const index = state.strokes.findLastIndex((stroke) => stroke.isDown && stroke.code === event.code);
  if (index < 0)
    return { state: releasedUnseen({ ...next, released: chain }, event, wasDown), keeps, effects: [] };
  const strokes = state.strokes.map((stroke, at) => (at === index ? { ...stroke, isDown: false } : stroke));
  const pressed = strokes[index]?.at ?? event.at;
  const heldInARow = event.at - pressed > wedgeLimits.endWaitMs ? state.heldInARow + 1 : 0;
  const isSure = state.strokes[0]?.kind === 'special' || event.at - state.imeAt < wedgeLimits.imeMemoryMs;
  if (state.isBurst && !isSure && heldInARow >= wedgeLimits.handKeys)
    return backToHand({ ...next, strokes }, keeps);
  const foreign = findForeign(strokes, index, event.at);
  const after = {
    ...next,
    strokes: strokes.filter((stroke) => !foreign.includes(stroke)),
    released: chain,
    heldInARow,
  };
  const isEnd = state.isBurst && strokes[index]?.kind === 'end' && !foreign.includes(strokes[index]);
  const effects = state.isBurst ? giveBack(foreign) : [];
  const freed = state.isBurst ? { ...after, down: downAfter(after, foreign) } : after;
  if (!isEnd) return { state: state.isBurst ? { ...freed, lastAt: event.at } : freed, keeps, effects };
  const closed = closeAt(
    freed,
    freed.strokes.findIndex((stroke) => stroke.kind === 'end'),
  );
  return { ...closed, keeps, effects: [...effects, ...closed.effects] };
}

/** Key after key held as a hand does: a stall had made its typing look like a scan. */
function backToHand(state: WedgeState, keeps: boolean): WedgeStep {
  const { strokes } = state;
  return {
    state: { ...forget(state), down: downAfter(state, strokes) },
    keeps,
    effects: [{ kind: 'over' }, ...giveBack(strokes)],
  };
}

/** A key is let go whose press nobody saw: an input method or a typing tool took it. */
function releasedUnseen(state: WedgeState, event: KeyEvent, wasDown: boolean): WedgeState {
  const last = state.strokes.at(-1);
  if (wasDown || last === undefined) return state;
  if (state.strokes.some(({ kind }) => kind === 'ime')) {
    const unseen = { ...strokeOf(event), kind: 'ime', isDown: false } as const;
    return { ...state, strokes: [...state.strokes, unseen], lastAt: event.at };
  }
  return { ...state, orphans: state.orphans + (state.isBurst ? 1 : 0) };
}

/** Letting go of Alt completes the character its keypad digits name. */
function endOfAltCode(state: WedgeState, event: KeyEvent): WedgeState {
  if (event.key !== 'Alt' || state.strokes.at(-1)?.kind !== 'alt-digit') return state;
  const mark = { ...strokeOf(event), kind: 'alt-digit', key: '', isDown: false } as const;
  return { ...state, strokes: [...state.strokes, kept(mark)] };
}

/**
 * The keys before the end are the burst. What came after it, before it was let go, goes to the page like any key that may or may not
 * begin another one.
 */
function closeAt(state: WedgeState, index: number): WedgeStep {
  const strokes = state.strokes.slice(0, index);
  const rest = state.strokes.slice(index + 1).filter(({ kind }) => kind !== 'end');
  const burst = { ...state, strokes, end: state.strokes[index] ?? null };
  const isNothing = strokes.length < 2;
  const back = isNothing ? [...strokes, ...rest] : rest;
  return {
    state: {
      ...forget(state),
      strokes: rest.map((stroke) => ({ ...stroke, reachedPage: true })),
      down: downAfter(state, back),
      sawEnd: state.sawEnd || !isNothing,
    },
    keeps: false,
    effects: [{ kind: 'over' }, ...(isNothing ? [] : [{ kind: 'burst', burst } as const]), ...giveBack(back)],
  };
}
