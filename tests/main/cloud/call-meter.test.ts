import { describe, expect, it } from 'vitest';
import { createCallMeter } from '../../../main/cloud/call-meter.ts';

function meterAt(start: number) {
  let now = start;
  const meter = createCallMeter(() => now);
  return {
    ...meter,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

describe('the count of a till’s own calls', () => {
  it('is of the last sixty seconds', () => {
    const meter = meterAt(123_456);
    for (let second = 0; second < 200; second += 1) {
      meter.called();
      meter.called();
      meter.advance(1_000);
    }
    expect(meter.read().lastMinute).toBe(2 * 59);
    meter.advance(30_000);
    expect(meter.read().lastMinute).toBe(2 * 29);
    meter.advance(60_000);
    expect(meter.read().lastMinute).toBe(0);
  });

  it('starts at nothing, right after the program did', () => {
    const meter = meterAt(0);
    expect(meter.read()).toEqual({ lastMinute: 0, throttledAt: null });
    meter.called();
    expect(meter.read().lastMinute).toBe(1);
  });

  it('remembers when there were too many', () => {
    const meter = meterAt(5_000);
    meter.throttled();
    meter.advance(90_000);
    expect(meter.read().throttledAt).toBe(5_000);
  });
});
