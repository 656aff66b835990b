import { usCharacter } from './physical-key.ts';
import { isWritten, type Stroke } from './stroke.ts';
import { wedgeLimits } from './wedge-settings.ts';
import type { Release } from './wedge-state.ts';

/** Whether keys that follow each other closely can only come from a machine. The last one has just gone down. */
export function isMachine(run: readonly Stroke[]): boolean {
  const last = run.at(-1);
  const before = run.at(-2);
  if (last === undefined || before === undefined) return false;
  if (run.some(({ kind }) => kind === 'ime'))
    return areWithin(run, wedgeLimits.imeKeys, wedgeLimits.imeGapMs, isWritten);
  // What a typing tool puts in on its own comes as fast as a scan; only keys of a keyboard prove one.
  const isTapped = (before.kind === 'text' || before.kind === 'alt-digit') && !before.isDown;
  if (isTapped && isWritten(last)) return true;
  const isKey = ({ kind }: Stroke) => kind === 'text';
  if (areWithin(run, wedgeLimits.rollKeys, wedgeLimits.rollGapMs, isKey)) return true;
  // Somebody's Ctrl makes commands of a scanner's characters.
  return areWithin(run, wedgeLimits.rollKeys, wedgeLimits.imeGapMs, isCombination);
}

/**
 * Under an input method presses come late, garbled or not at all; releases come as they are. So many so close together are a
 * machine's, since a hand lets go of one key after the other no faster than it presses them.
 */
export function isMachineByReleases(released: readonly Release[]): boolean {
  const recent = released.slice(-wedgeLimits.imeKeys);
  const [first, last] = [recent[0], recent.at(-1)];
  if (recent.length < wedgeLimits.imeKeys || first === undefined || last === undefined) return false;
  return last.at - first.at <= (wedgeLimits.imeKeys - 1) * wedgeLimits.imeGapMs;
}

/** Releases that follow each other within a burst; an older one begins anew. */
export function withRelease(released: readonly Release[], release: Release): readonly Release[] {
  const last = released.at(-1);
  const goesOn = last !== undefined && release.at - last.at <= wedgeLimits.maxStallMs;
  return goesOn ? [...released, release] : [release];
}

function isCombination({ kind, code }: Stroke): boolean {
  return kind === 'special' && usCharacter(code, false) !== undefined;
}

/**
 * The keys of a run that a person holds, found when the key at `index` is let go: everything pressed before it and still down, and
 * a special key that was held as a hand does.
 */
export function findForeign(run: readonly Stroke[], index: number, at: number): readonly Stroke[] {
  // An input method hands presses over in any order, so that nothing follows from it.
  if (run.some(({ kind }) => kind === 'ime')) return [];
  return run.filter(
    (stroke, place) =>
      (place < index && stroke.isDown) ||
      (place === index && stroke.kind === 'special' && at - stroke.at > wedgeLimits.endWaitMs),
  );
}

function areWithin(
  run: readonly Stroke[],
  count: number,
  gapMs: number,
  counts: (stroke: Stroke) => boolean,
): boolean {
  const recent = run.slice(-count);
  return (
    recent.length === count &&
    recent.every((stroke, index) => {
      const before = recent[index - 1];
      return counts(stroke) && (before === undefined || stroke.at - before.at <= gapMs);
    })
  );
}
