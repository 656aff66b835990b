import type { ConnectionView } from '../../contracts/views/session.ts';
import type { CloudTrouble } from './haravan/answer.ts';

type State = ConnectionView['state'];

/** Which work heard it: a token may be allowed to read and not to write. */
export type Direction = 'push' | 'pull';

export type Connection = {
  /** Background work begins: until something is heard the connection counts as good, for as long as a blip may last. */
  readonly begin: () => void;
  readonly reached: (from: Direction) => void;
  readonly failed: (from: Direction, trouble: CloudTrouble) => void;
  readonly blocked: (state: Exclude<State, 'online' | 'offline'>) => void;
  readonly state: () => { readonly state: State; readonly since: number };
  /** Whether the last thing heard was an answer. */
  readonly isFailing: () => boolean;
};

/** How things stand with the cloud, and since when. A break of a few seconds is no news for a cashier. */
export function createConnection(options: {
  readonly clock: () => number;
  readonly blipMs: number;
  readonly changed: () => void;
}): Connection {
  let shown: State = 'offline';
  let since = options.clock();
  let failingSince: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const forbidden = new Set<Direction>();

  const show = (state: State, at: number) => {
    clearTimeout(timer);
    if (shown === state) return;
    shown = state;
    since = at;
    options.changed();
  };
  const failing = () => {
    if (failingSince !== null) return;
    const from = options.clock();
    failingSince = from;
    if (shown !== 'online') return show('offline', from);
    timer = setTimeout(() => show('offline', from), options.blipMs);
    timer.unref();
  };
  const reached = (from: Direction) => {
    failingSince = null;
    forbidden.delete(from);
    show(forbidden.size > 0 ? 'token-refused' : 'online', options.clock());
  };

  return {
    begin: () => {
      if (shown !== 'offline' || failingSince !== null) return;
      show('online', options.clock());
      failing();
    },
    reached,
    failed: (from, trouble) => {
      switch (trouble.kind) {
        case 'forbidden':
          forbidden.add(from);
          return show('token-refused', options.clock());
        case 'unauthorised':
          failingSince ??= options.clock();
          return show('token-refused', options.clock());
        case 'refused':
        case 'throttled':
          return reached(from);
        case 'unreachable':
        case 'unknown':
        case 'strange':
          return failing();
      }
    },
    blocked: (state) => {
      failingSince ??= options.clock();
      show(state, options.clock());
    },
    state: () => ({ state: shown, since }),
    isFailing: () => failingSince !== null,
  };
}
