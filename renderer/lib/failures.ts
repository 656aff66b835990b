import { notifications } from '@mantine/notifications';
import { explain, type Failure } from '../../contracts/errors/failure.ts';
import { testIds } from '../test-ids.ts';
import { currentLocale } from './i18n.ts';
import { playSound } from './sounds.ts';

/** What happened and what to do, in the language of the screen. */
export function wordsFor(failure: Failure): { readonly what: string; readonly todo: string } {
  return explain(failure, currentLocale());
}

/** A refusal as a toast with its own sound; the same one again replaces the first instead of piling up. */
export function showFailure(failure: Failure): void {
  const { what, todo } = wordsFor(failure);
  notifications.hide(failure.code);
  notifications.show({
    id: failure.code,
    title: what,
    message: `${todo} (${failure.code})`,
    color: 'red',
    autoClose: 7000,
    'data-testid': testIds.toastError,
    'data-code': failure.code,
  });
  playSound('blocked');
}

/** Takes all toasts away. */
export const hideToasts = notifications.clean;

const doneId = 'done';

/** Something done, in a few words; only the latest is shown, out of the way of hands and figures. */
export function showDone(message: string): void {
  notifications.hide(doneId);
  notifications.show({
    id: doneId,
    message,
    color: 'green',
    autoClose: 3000,
    position: 'bottom-left',
    'data-testid': testIds.toastDone,
  });
}
