import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from '../../../main/cloud/connection.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function connection() {
  const changed = vi.fn<() => void>();
  return { changed, ...createConnection({ clock: Date.now, blipMs: 4_000, changed }) };
}

describe('the connection a cashier sees', () => {
  it('is offline before anything was heard', () => {
    expect(connection().state().state).toBe('offline');
  });

  it('does not speak of a break of a few seconds', async () => {
    const line = connection();
    line.reached('pull');
    line.changed.mockClear();
    line.failed('pull', { kind: 'unreachable' });
    await vi.advanceTimersByTimeAsync(3_000);
    line.reached('pull');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(line.changed).not.toHaveBeenCalled();
    expect(line.state().state).toBe('online');
  });

  it('is offline since the moment it broke, not since that was believed', async () => {
    const line = connection();
    line.reached('pull');
    const broke = Date.now();
    line.failed('push', { kind: 'unknown', why: 'ECONNRESET' });
    await vi.advanceTimersByTimeAsync(4_000);
    line.failed('push', { kind: 'unreachable' });
    expect(line.state()).toEqual({ state: 'offline', since: broke, missingScopes: [] });
    expect(line.changed).toHaveBeenCalledTimes(2);
  });

  it('is not offline because the cloud refused or is busy', () => {
    const line = connection();
    line.failed('push', { kind: 'refused', status: 422, reason: 'x', fields: [] });
    expect(line.state().state).toBe('online');
    line.failed('push', { kind: 'throttled', retryAfterMs: 1 });
    expect(line.state().state).toBe('online');
  });

  it('says at once that the token is refused', () => {
    const line = connection();
    line.reached('pull');
    line.failed('push', { kind: 'unauthorised' });
    expect(line.state().state).toBe('token-refused');
    line.reached('pull');
    expect(line.state().state).toBe('online');
  });

  it('keeps saying so while a token may read and not write', () => {
    const line = connection();
    line.failed('push', { kind: 'forbidden', scope: 'com.write_orders' });
    line.reached('pull');
    expect(line.state()).toMatchObject({ state: 'scope-missing', missingScopes: ['com.write_orders'] });
    line.reached('push');
    expect(line.state()).toMatchObject({ state: 'online', missingScopes: [] });
  });

  it('names every scope that is missing, and tells of each', () => {
    const line = connection();
    line.failed('push', { kind: 'forbidden', scope: 'com.write_orders' });
    line.changed.mockClear();
    line.failed('pull', { kind: 'forbidden', scope: 'com.read_customers' });
    expect(line.changed).toHaveBeenCalledTimes(1);
    expect(line.state().missingScopes).toEqual(['com.read_customers', 'com.write_orders']);
  });

  it('does not flicker while single calls are answered and a scope is still missing', () => {
    const line = connection();
    line.failed('pull', { kind: 'forbidden', scope: 'com.read_customers' });
    line.changed.mockClear();
    line.answered();
    line.failed('pull', { kind: 'forbidden', scope: 'com.read_customers' });
    expect(line.changed).not.toHaveBeenCalled();
    expect(line.state().state).toBe('scope-missing');
  });

  it('forgets what was said of a token once another one is in its place', () => {
    const line = connection();
    line.failed('push', { kind: 'forbidden', scope: 'com.write_orders' });
    line.failed('pull', { kind: 'unauthorised' });
    line.renewed();
    expect(line.state()).toMatchObject({ state: 'online', missingScopes: [] });
    expect(line.isFailing()).toBe(false);
  });

  it('counts as good at the start for as long as a blip may last', async () => {
    const line = connection();
    line.begin();
    expect(line.state().state).toBe('online');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(line.state().state).toBe('offline');
  });
});
