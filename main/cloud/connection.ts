import type { ConnectionView } from '../../contracts/views/session.ts';
import type { CloudTrouble } from './haravan/answer.ts';

type State = ConnectionView['state'];

/** Which work heard it: a token may be allowed to read and not to write. */
export type Direction = 'push' | 'pull';

export type Connection = {
  /** Background work begins: until something is heard the connection counts as good, for as long as a blip may last. */
  readonly begin: () => void;
  /** One call was answered; work of its kind may still meet a scope that is missing. */
  readonly answered: () => void;
  /** Work of that kind went well: no scope is missing for it any more. */
  readonly reached: (from: Direction) => void;
  readonly failed: (from: Direction, trouble: CloudTrouble) => void;
  readonly blocked: (state: Exclude<State, 'online' | 'offline' | 'scope-missing'>) => void;
  /** Another token was tried and is good: what was said of the one before counts no more. */
  readonly renewed: () => void;
  readonly state: () => Pick<ConnectionView, 'state' | 'since' | 'missingScopes'>;
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
  const missing: Record<Direction, ReadonlySet<string>> = { push: new Set(), pull: new Set() };

  const missingScopes = () => [...new Set([...missing.push, ...missing.pull])].sort();
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
  const answered = () => {
    failingSince = null;
    show(missingScopes().length > 0 ? 'scope-missing' : 'online', options.clock());
  };
  const setMissing = (from: Direction, scopes: readonly string[]) => {
    const before = missingScopes().join();
    missing[from] = new Set(scopes);
    // Another scope in the same state is news too.
    if (shown === 'scope-missing' && missingScopes().join() !== before) options.changed();
  };
  const reached = (from: Direction) => {
    setMissing(from, []);
    answered();
  };

  return {
    begin: () => {
      if (shown !== 'offline' || failingSince !== null) return;
      show('online', options.clock());
      failing();
    },
    answered,
    reached,
    failed: (from, trouble) => {
      switch (trouble.kind) {
        case 'forbidden':
          setMissing(from, [...missing[from], trouble.scope]);
          return answered();
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
    renewed: () => {
      setMissing('push', []);
      setMissing('pull', []);
      answered();
    },
    state: () => ({
      state: shown,
      since,
      missingScopes: shown === 'scope-missing' ? missingScopes() : [],
    }),
    isFailing: () => failingSince !== null,
  };
}
