import { describe, expect, it } from 'vitest';
import { bounceMs, isBounce } from '../../../domain/scan/caught-scan.ts';

describe('the same code twice', () => {
  const before = { code: '8934563138165', at: 1000 };

  it('is one pull of the trigger when it comes faster than a hand', () => {
    expect(isBounce(before, before.code, 1000 + bounceMs - 1)).toBe(true);
  });

  it('is a second piece once a hand had time to pull again', () => {
    expect(isBounce(before, before.code, 1000 + bounceMs)).toBe(false);
  });

  it('is no accident when the code is another one, however fast it comes', () => {
    expect(isBounce(before, '8934563138172', 1001)).toBe(false);
    expect(isBounce(undefined, before.code, 1001)).toBe(false);
  });
});
