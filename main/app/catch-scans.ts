import type { BrowserWindow, Input, WebContents } from 'electron';
import { silentKey } from '../../contracts/bridge.ts';
import type { CaughtScan } from '../../domain/scan/caught-scan.ts';
import { readBurst } from '../../domain/scan/read-burst.ts';
import type { KeyEvent, Stroke } from '../../domain/scan/stroke.ts';
import { feedWedge, restOf, restWedge } from '../../domain/scan/wedge.ts';
import { untaughtWedge } from '../../domain/scan/wedge-settings.ts';
import {
  type Burst,
  idleWedge,
  leaveWedge,
  type WedgeState,
  type WedgeStep,
} from '../../domain/scan/wedge-state.ts';
import type { CallContext } from '../ipc/call-context.ts';
import { deliverScan, refuseScan, type SendEvent } from './deliver-scan.ts';
import { livedClock } from './lived-clock.ts';

/**
 * Catches a keyboard-wedge scanner before the page sees its keys, so that a scan reaches the cart from any screen, field or dialog and
 * its Enter never presses a button. Only the first character of a burst slips through; the page takes it back when told.
 */
export function catchScans(window: BrowserWindow, context: CallContext, send: SendEvent): void {
  let state: WedgeState = idleWedge;
  let restTimer: NodeJS.Timeout | undefined;
  let isOurOwn = false;
  const contents = window.webContents;
  const settings = untaughtWedge;
  const clock = livedClock();
  const act = (step: WedgeStep) => {
    state = step.state;
    clearTimeout(restTimer);
    const restMs = restOf(state, settings);
    if (restMs !== null) restTimer = setTimeout(() => act(restWedge(state, clock.now())), restMs);
    for (const effect of step.effects) {
      if (effect.kind === 'take-back') {
        const { keys, sinceMs, ime } = effect;
        send('scanning', { keys, pressedAt: utcNow() - sinceMs, ime });
      } else if (effect.kind === 'over') send('scan-over', null);
      else if (effect.kind === 'burst') finish(effect.burst);
      else giveBack(effect.strokes);
    }
  };
  const finish = (burst: Burst) => {
    const reading = readBurst(burst, settings);
    const scan: CaughtScan = { code: reading.code, source: 'wedge', scannerId: null, symbology: null };
    if (reading.ok) void deliverScan(context, send, scan);
    else refuseScan(send, scan, reading.reason);
  };
  const press = (act: () => void) => {
    isOurOwn = true;
    try {
      act();
    } finally {
      isOurOwn = false;
    }
  };
  const giveBack = (strokes: readonly Stroke[]) =>
    press(() => {
      for (const stroke of strokes) pressAgain(contents, stroke);
    });
  contents.on('before-input-event', (event, input) => {
    if (isOurOwn) return;
    const step = feedWedge(state, keyEvent(input, clock.tick()), settings);
    if (step.keeps) {
      event.preventDefault();
      if (input.type === 'keyDown') press(() => unmute(contents));
    }
    act(step);
  });
  window.on('blur', () => {
    const step = restWedge(state, clock.now());
    act({ ...step, state: leaveWedge(step.state) });
  });
}

/** The time of day without its adjustments, as pages have it too. */
function utcNow(): number {
  return performance.timeOrigin + performance.now();
}

function keyEvent(input: Input, at: number): KeyEvent {
  const { key, code, shift, control, alt, meta } = input;
  return {
    phase: input.type === 'keyUp' ? 'up' : 'down',
    key,
    code,
    at,
    repeats: input.isAutoRepeat,
    shift,
    control,
    alt,
    meta,
    capsLock: input.modifiers.includes('capslock'),
  };
}

/**
 * After a press that was kept back the host hides everything up to the next press, releases too, and those tell hand and scanner apart. A
 * press of our own ends that; the page drops it, and with it the character of the press before.
 */
function unmute(contents: WebContents): void {
  contents.sendInputEvent({ type: 'keyDown', keyCode: silentKey });
}

/** Presses a key that was kept back by mistake; its release comes by itself unless it has been. */
function pressAgain(contents: WebContents, { key, isDown, shift }: Stroke): void {
  const parts = key.split('+');
  const keyCode = parts.at(-1) || '+';
  const modifiers: ('control' | 'alt' | 'meta' | 'shift')[] = [
    ...(parts.includes('Control') ? (['control'] as const) : []),
    ...(parts.includes('Alt') ? (['alt'] as const) : []),
    ...(parts.includes('Meta') ? (['meta'] as const) : []),
    ...(shift ? (['shift'] as const) : []),
  ];
  contents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
  if ([...key].length === 1) contents.sendInputEvent({ type: 'char', keyCode: key, modifiers });
  if (!isDown) contents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
}
