import type { BrowserWindow, Input } from 'electron';
import {
  abandonedBurst,
  feedWedge,
  idleWedge,
  type WedgeState,
  type WedgeVerdict,
  wedgeLimits,
} from '../../domain/scan/wedge.ts';
import type { CallContext } from '../ipc/call-context.ts';
import { deliverScan, refuseScan, type SendEvent } from './deliver-scan.ts';

/** A burst that rests this long has lost its Enter. */
const restMs = 150;
/** An Enter this soon after such a burst still belongs to it. */
const lateEnterMs = 1_000;

/**
 * Catches a keyboard-wedge scanner before the page sees its keys, so that a scan reaches the cart from any screen, field or dialog and
 * its Enter never presses a button. Only the first character of a burst slips through; the page takes it back when told.
 */
export function catchScans(window: BrowserWindow, context: CallContext, send: SendEvent): void {
  let state: WedgeState = idleWedge;
  let restTimer: NodeJS.Timeout | undefined;
  let enterBelongsUntil = 0;
  const sinceLastKey = stallProofClock();
  const finish = (verdict: WedgeVerdict) => {
    if (verdict.kind !== 'scan' && verdict.kind !== 'fragment') return;
    const scan = { code: verdict.code, source: 'wedge', scannerId: null, symbology: null } as const;
    if (verdict.kind === 'scan') void deliverScan(context, send, scan);
    else refuseScan(send, scan, 'short');
  };
  const giveUpWaiting = () => {
    finish(abandonedBurst(state));
    state = idleWedge;
    enterBelongsUntil = performance.now() + lateEnterMs;
  };
  window.webContents.on('before-input-event', (event, input) => {
    if (!isPlainKey(input)) return;
    const now = performance.now();
    if (input.key === 'Enter' && state === idleWedge && now < enterBelongsUntil)
      return event.preventDefault();
    clearTimeout(restTimer);
    const at = state === idleWedge ? now : state.lastAt + sinceLastKey();
    const step = feedWedge(state, { key: input.key, at });
    const isFirstOfBurst = step.verdict.kind === 'burst' && state.characters.length === 1;
    const firstCharacter = state.characters.slice(0, 1);
    state = step.state;
    sinceLastKey.restart();
    if (step.verdict.kind === 'typing') return;
    event.preventDefault();
    if (isFirstOfBurst) send('scanning', { firstCharacter });
    if (step.verdict.kind === 'burst') restTimer = setTimeout(giveUpWaiting, restMs);
    finish(step.verdict);
  });
}

/**
 * Time since the last key as this process lived it. On a busy PC it may stand still while keys queue up; a timer that has not fired
 * then says that they came together, whatever the wall clock says.
 */
function stallProofClock(): (() => number) & { readonly restart: () => void } {
  let startedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isQuiet = true;
  const restart = () => {
    startedAt = performance.now();
    isQuiet = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      isQuiet = true;
    }, wedgeLimits.maxGapMs);
  };
  const elapsed = () => {
    const wallMs = performance.now() - startedAt;
    return isQuiet ? wallMs : Math.min(wallMs, wedgeLimits.maxGapMs);
  };
  return Object.assign(elapsed, { restart });
}

/** A held key repeats as fast as a scanner types; modifiers are commands. */
function isPlainKey(input: Input): boolean {
  return (
    input.type === 'keyDown' &&
    !input.isAutoRepeat &&
    !input.control &&
    !input.alt &&
    !input.meta &&
    input.key !== 'Shift'
  );
}
