import type { Store, Writer } from '../../main/db/store.ts';

/** A writer that does nothing more once its program is dead: whatever still runs gets an error, as it would get no processor. */
export function mortal(store: Pick<Store, 'writer'>): { readonly writer: Writer; readonly kill: () => void } {
  let isDead = false;
  const { writer } = store;
  const alive = <T>(work: () => T): T => {
    if (isDead) throw new Error('killed');
    return work();
  };
  return {
    kill: () => {
      isDead = true;
    },
    writer: {
      get: <Row>(...call: Parameters<Writer['get']>) => alive(() => writer.get<Row>(...call)),
      all: <Row>(...call: Parameters<Writer['all']>) => alive(() => writer.all<Row>(...call)),
      run: (...call) => alive(() => writer.run(...call)),
      inTransaction: (work) => alive(() => writer.inTransaction(work)),
      inLazyTransaction: (work) => alive(() => writer.inLazyTransaction(work)),
      breathe: () => writer.breathe(),
    },
  };
}
