import { type Envelope, failure, success } from './answer.ts';
import { KeyStoreFailure, type KeyStoreState, keyStoreCodes } from './ports-keychain.ts';
import type { Till } from './till.ts';

type Keeper = Pick<Till, 'keyStore' | 'keyRecovery'>;

/** Nobody can open what was kept: a token that proves good is a new beginning. */
const newBeginning: readonly KeyStoreState[] = ['lost', 'damaged'];

/** A token as somebody pasted it, when it can be one and the keychain is ready to keep it. */
export async function checkedToken({ keyStore }: Keeper, pasted: string): Promise<Envelope<string>> {
  const token = pasted.trim();
  // What no header can carry must not get near one: the error would show it.
  if (!/^[\x21-\x7e]+$/.test(token)) return failure('CLOUD_TOKEN_REFUSED');
  const keychain = await keyStore.probe();
  if (keychain !== 'ready' && !newBeginning.includes(keychain)) return failure(keyStoreCodes[keychain]);
  return success(token);
}

export async function readToken({ keyStore }: Keeper): Promise<Envelope<string>> {
  try {
    const token = await keyStore.get('cloud-token');
    return token === null ? failure('CLOUD_TOKEN_REFUSED') : success(token);
  } catch (error) {
    return keyStoreAnswer(error);
  }
}

export async function keepToken({ keyStore, keyRecovery }: Keeper, token: string): Promise<Envelope<null>> {
  try {
    if (newBeginning.includes(await keyStore.probe())) await keyRecovery.beginAnew();
    await keyStore.set('cloud-token', token);
    return success(null);
  } catch (error) {
    return keyStoreAnswer(error);
  }
}

function keyStoreAnswer(error: unknown): Envelope<never> {
  if (!(error instanceof KeyStoreFailure)) throw error;
  return failure(keyStoreCodes[error.state]);
}
