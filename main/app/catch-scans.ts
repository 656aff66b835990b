import type { BrowserWindow, Input } from 'electron';
import type { EventName, Events } from '../../contracts/events.ts';
import { feedWedge, idleWedge, type WedgeState } from '../../domain/scan/wedge.ts';
import type { CallContext } from '../ipc/call-context.ts';
import { dispatch } from '../ipc/dispatch.ts';

type Send = <E extends EventName>(event: E, payload: Events[E]) => void;

/**
 * Catches a keyboard-wedge scanner before the page sees its keys, so that a scan reaches the cart from any screen, field or dialog and
 * its Enter never presses a button. Only the first character of a burst slips through; the page takes it back when told.
 */
export function catchScans(window: BrowserWindow, context: CallContext, send: Send): void {
  let state: WedgeState = idleWedge;
  window.webContents.on('before-input-event', (event, input) => {
    if (!isPlainKey(input)) return;
    const step = feedWedge(state, { key: input.key, at: performance.now() });
    const isFirstOfBurst = step.verdict.kind === 'burst' && state.characters.length === 1;
    const firstCharacter = state.characters.slice(0, 1);
    state = step.state;
    if (step.verdict.kind === 'typing') return;
    event.preventDefault();
    if (isFirstOfBurst) send('scanning', { firstCharacter });
    if (step.verdict.kind === 'scan' || step.verdict.kind === 'fragment')
      void deliver(context, send, step.verdict.code);
  });
}

async function deliver(context: CallContext, send: Send, code: string): Promise<void> {
  const answer = await dispatch(context, 'cart:scan', { code });
  if (answer.ok) send('scanned', { code, outcome: answer.value });
  else send('scanned', { code, failure: answer.error });
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
